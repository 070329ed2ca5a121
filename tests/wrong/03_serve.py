# %% 3.1 | bad numbers | did not get as far as looking at numbers
cause = "a"
# %% 3.1 | no JSON | looked for something in it
cause = "c"
# %% 3.1 | the wrong path | gives 404
cause = "d"
# %% 3.1 | a number for a letter | a letter in quotation marks
cause = 2
# %% 3.1 | nothing at all | and is None
cause = print("b")
# %% 3.1 | two letters | one letter alone
cause = "a and b"
# %% 3.1 | a letter that is not there | There are: a, b, c, d
cause = "E)"
# %% 3.2 | the probability of the first class | or of another one
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = model.predict_proba([flower.data])[0][0]
    return {"prediction": passport["classes"][best], "confidence": confidence}
# %% 3.2 | all probabilities | should be one number
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = model.predict_proba([flower.data])[0].tolist()
    return {"prediction": passport["classes"][best], "confidence": confidence}
# %% 3.2 | per cent | at most 1
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = 100 * model.predict_proba([flower.data])[0].max()
    return {"prediction": passport["classes"][best], "confidence": confidence}
# %% 3.2 | the accuracy of the model, for every flower | depend on the flower
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = passport["metrics"]["held_out_accuracy"]
    return {"prediction": passport["classes"][best], "confidence": confidence}
# %% 3.2 | the prediction is lost | has lost its
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    return {"confidence": model.predict_proba([flower.data])[0].max()}
# %% 3.2 | always the same species | that the model calls
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    confidence = model.predict_proba([flower.data])[0].max()
    return {"prediction": "setosa", "confidence": confidence}
# %% 3.2 | the example's answer, whatever comes | 0.98 for a flower about which
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    return {"prediction": passport["classes"][best], "confidence": 0.9822}
# %% 3.2 | printed | the answer is `null`
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = model.predict_proba([flower.data])[0].max()
    print({"prediction": passport["classes"][best], "confidence": confidence})
# %% 3.2 | a text | and is '98%'
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = model.predict_proba([flower.data])[0].max()
    return {"prediction": passport["classes"][best], "confidence": f"{confidence:.0%}"}
# %% 3.2 | the number of the species | "prediction" is 0 for a flower
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = model.predict_proba([flower.data])[0].max()
    return {"prediction": int(best), "confidence": confidence}
# %% 3.2 | rounded to nothing | for a flower about which
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = model.predict_proba([flower.data])[0].max().round(0)
    return {"prediction": passport["classes"][best], "confidence": confidence}
# %% 3.2 | a mistake inside the endpoint | in your line `confidence = model.predict_proba(
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = model.predict_proba(flower.data)[0].max()
    return {"prediction": passport["classes"][best], "confidence": confidence}
# %% 3.2 | no app at all | made by `FastAPI()`, and got the function
def confident(flower):
    return model.predict_proba([flower])[0].max()
# %% 3.2 | numbers of NumPy's | cannot be written as JSON
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: Flower):
    best = model.predict([flower.data])[0]
    confidence = model.predict_proba([flower.data])[0]
    return {"prediction": passport["classes"][best], "confidence": confidence}
# %% 3.2 | without the schema | still take a `Flower`
confident = FastAPI()


@confident.post("/predict")
def predict_with_confidence(flower: dict):
    probabilities = model.predict_proba([flower["data"]])[0]
    best = probabilities.argmax()
    sure = probabilities[best].item()
    return {"prediction": passport["classes"][best], "confidence": sure}
# %% 3.3 | the list as a text | looks like a list
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return str(load_iris().target_names.tolist())
# %% 3.3 | an object | expects a list
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return {"species": load_iris().target_names.tolist()}
# %% 3.3 | the numbers of the species | not of the three names
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return [0, 1, 2]
# %% 3.3 | another method | Which method and which path
knowing = FastAPI()


@knowing.post("/species")
def known_species():
    return load_iris().target_names.tolist()
# %% 3.3 | in another order | not in the order of the model
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return load_iris().target_names.tolist()[::-1]
# %% 3.3 | printed | the answer is `null`
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    print(load_iris().target_names.tolist())
# %% 3.3 | a list in a list | Where does the outer one come from
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return [load_iris().target_names.tolist()]
# %% 3.3 | how many there are | The client expects a list.
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return len(load_iris().target_names)
# %% 3.3 | a text that is JSON, but does not say so | and the client expects JSON
import json

from fastapi.responses import PlainTextResponse

knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return PlainTextResponse(json.dumps(load_iris().target_names.tolist()))
# %% 3.3 | a misspelt name | in your line `return load_iris().names.tolist()`
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return load_iris().names.tolist()
# %% 3.3 | the first species only | not of the three names: ['setosa']
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return load_iris().target_names[:1].tolist()
# %% 3.3 | the names written out | stand in your function
knowing = FastAPI()


@knowing.get("/species")
def known_species():
    return ["setosa", "versicolor", "virginica"]
# %% 3.4 | at least four | 5 measurements get 500
class Sloppy(BaseModel):
    data: list[float] = Field(min_length=4)


strict = FastAPI()


@strict.post("/predict")
def predict_strictly(flower: Sloppy):
    return {"prediction": int(model.predict([flower.data])[0])}
# %% 3.4 | an error inside a 200 | here is your answer
strict = FastAPI()


@strict.post("/predict")
def predict_strictly(flower: Sloppy):
    try:
        return {"prediction": int(model.predict([flower.data])[0])}
    except ValueError as error:
        return {"error": str(error)}
# %% 3.4 | the function refuses | Let the schema refuse
from fastapi import HTTPException

strict = FastAPI()


@strict.post("/predict")
def predict_strictly(flower: Sloppy):
    if len(flower.data) != 4:
        raise HTTPException(422, "four measurements, please")
    return {"prediction": int(model.predict([flower.data])[0])}
# %% 3.4 | one too many | that one is fine
class Sloppy(BaseModel):
    data: list[float] = Field(min_length=3, max_length=3)


strict = FastAPI()


@strict.post("/predict")
def predict_strictly(flower: Sloppy):
    return {"prediction": int(model.predict([flower.data])[0])}
# %% 3.4 | an empty list where there is none | without `data`
class Sloppy(BaseModel):
    data: list[float] = Field([], min_length=4, max_length=4)


strict = FastAPI()


@strict.post("/predict")
def predict_strictly(flower: Sloppy):
    return {"prediction": int(model.predict([flower.data])[0])}
# %% 3.4 | always the same species | [7.2, 3.6, 6.1, 2.5] gets {'prediction': 0}
class Sloppy(BaseModel):
    data: list[float] = Field(min_length=4, max_length=4)


strict = FastAPI()


@strict.post("/predict")
def predict_strictly(flower: Sloppy):
    return {"prediction": 0}
# %% 3.4 | another status code | three measurements get 400
from fastapi import HTTPException

strict = FastAPI()


@strict.post("/predict")
def predict_strictly(flower: Sloppy):
    if len(flower.data) != 4:
        raise HTTPException(400, "four measurements, please")
    return {"prediction": int(model.predict([flower.data])[0])}
# %% 3.4 | no app at all | and got <class
class strict(BaseModel):
    data: list[float] = Field(min_length=4, max_length=4)
