"""Publish the model that train.py saved as the next version: python publish.py"""

from app.registry import NotPublished, publish

if __name__ == "__main__":
    try:
        print("published version", publish())
    except NotPublished as error:
        raise SystemExit(str(error)) from None
