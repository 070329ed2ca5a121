import asyncio


async def app(scope, receive, send):
    print("waiting for a database", flush=True)
    await asyncio.sleep(3600)
