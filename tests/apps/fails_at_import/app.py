from model import load_model

model = load_model()


async def app(scope, receive, send):
    raise NotImplementedError
