# %% 1.1 | trained on all flowers, the held-out ones too | was trained on 150 flowers
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(data, target)
tree_accuracy = tree.score(test_data, test_target)
# %% 1.1 | scored on all flowers | on all 150 flowers
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target)
tree_accuracy = tree.score(data, target)
# %% 1.1 | in per cent | between 0 and 1
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target)
tree_accuracy = 100 * tree.score(test_data, test_target)
# %% 1.1 | trained on the held-out flowers | was trained on 30 flowers
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(test_data, test_target)
tree_accuracy = tree.score(test_data, test_target)
# %% 1.1 | trained on 120 flowers, held-out ones among them | but not on the ones in
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(data[30:], target[30:])
tree_accuracy = tree.score(test_data, test_target)
# %% 1.1 | the score of the other model | `tree` was asked for
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target)
tree_accuracy = model.score(test_data, test_target)
# %% 1.1 | trained on shuffled names | on shuffled names
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target[::-1])
tree_accuracy = tree.score(test_data, test_target)
# %% 1.1 | the share of mistakes | that it gets wrong
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target)
tree_accuracy = 1 - tree.score(test_data, test_target)
# %% 1.1 | a number that somebody else had | 0.95 is not the tree's score
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target)
tree_accuracy = 0.95
# %% 1.1 | a text | and is '0.90'
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target)
tree_accuracy = f"{tree.score(test_data, test_target):.2f}"
# %% 1.1 | printed | and is None
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target)
tree_accuracy = print(tree.score(test_data, test_target))
# %% 1.1 | never trained | where is its `fit`
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree_accuracy = 0.9
# %% 1.1 | another kind of model | and is a Pipeline
tree = model
tree_accuracy = tree.score(test_data, test_target)
# %% 1.1 | the two parts exchanged | `test_data` is no longer
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target)
test_data, test_target = train_data, train_target
tree_accuracy = tree.score(test_data, test_target)
# %% 1.1 | another tree, which looks at all features | at two features
tree = DecisionTreeClassifier(random_state=0).fit(train_data, train_target)
tree_accuracy = tree.score(test_data, test_target)
# %% 1.2 | the number instead of the name | returned the number 0
def name_of(sepal_length, sepal_width, petal_length, petal_width):
    return model.predict([[sepal_length, sepal_width, petal_length, petal_width]])[0]


# %% 1.2 | a list with the name in it | Take the name out
def name_of(sepal_length, sepal_width, petal_length, petal_width):
    flower = [sepal_length, sepal_width, petal_length, petal_width]
    return iris.target_names[model.predict([flower])]


# %% 1.2 | prints instead of returning | print where it should return
def name_of(sepal_length, sepal_width, petal_length, petal_width):
    flower = [sepal_length, sepal_width, petal_length, petal_width]
    print(iris.target_names[model.predict([flower])[0]])


# %% 1.2 | always the first species | every flower is called setosa
def name_of(sepal_length, sepal_width, petal_length, petal_width):
    return iris.target_names[0]


# %% 1.2 | measurements in another order | in the order of the table
def name_of(sepal_length, sepal_width, petal_length, petal_width):
    flower = [sepal_width, sepal_length, petal_width, petal_length]
    return iris.target_names[model.predict([flower])[0]]


# %% 1.2 | a name that the table does not have | how the table spells it
def name_of(sepal_length, sepal_width, petal_length, petal_width):
    flower = [sepal_length, sepal_width, petal_length, petal_width]
    return str(iris.target_names[model.predict([flower])])


# %% 1.2 | asks a tree | `model` says
from sklearn.tree import DecisionTreeClassifier

tree = DecisionTreeClassifier(random_state=0).fit(train_data, train_target)


def name_of(sepal_length, sepal_width, petal_length, petal_width):
    flower = [sepal_length, sepal_width, petal_length, petal_width]
    return iris.target_names[tree.predict([flower])[0]]


# %% 1.2 | two rules written by hand | Does each answer come from `model`
def name_of(sepal_length, sepal_width, petal_length, petal_width):
    if petal_length < 2.5:
        return "setosa"
    return "versicolor" if petal_width < 1.7 else "virginica"


# %% 1.2 | looks the species up in the table | the true ones
def name_of(*flower):
    distances = ((data - flower) ** 2).sum(axis=1)
    return iris.target_names[target[distances.argmin()]]


# %% 1.2 | the answers of the model to the 150 flowers, remembered | from `model`?
known = dict(zip(map(tuple, data.tolist()), model.predict(data), strict=True))


def name_of(*flower):
    return iris.target_names[known.get(flower, 0)]


# %% 1.2 | another model under its name | `model` is no longer the pipeline
from sklearn.tree import DecisionTreeClassifier

model = DecisionTreeClassifier(random_state=0).fit(data, target)


def name_of(*flower):
    return iris.target_names[model.predict([flower])[0]]


# %% 1.2 | one flower as a list | and yours takes `(flower)`
def name_of(flower):
    return iris.target_names[model.predict([flower])[0]]


# %% 1.2 | a bracket is missing | in your line `return iris.target_names[model
def name_of(sepal_length, sepal_width, petal_length, petal_width):
    flower = [sepal_length, sepal_width, petal_length, petal_width]
    return iris.target_names[model.predict(flower)[0]]
# %% 1.3 | too few flowers | enough to train on
cause = "a"
# %% 1.3 | not scaled | raises no error
cause = "C"
# %% 1.3 | one-dimensional | rows and columns
cause = "d)"
# %% 1.3 | a number for a letter | a letter in quotation marks
cause = 2
# %% 1.3 | nothing at all | and is None
cause = print("b")
# %% 1.3 | two letters | one letter alone
cause = "a and b"
# %% 1.3 | a letter that is not there | There are: a, b, c, d
cause = "E)"
# %% 1.4 | the most sure flower | *most* sure
least_sure = model.predict_proba(test_data).max(axis=1).argmax()
# %% 1.4 | the species instead of the flower | less sure
least_sure = model.predict_proba(test_data).max(axis=0).argmin()
# %% 1.4 | the probability instead of the row | not a probability
least_sure = model.predict_proba(test_data).max(axis=1).min()
# %% 1.4 | a whole list of rows | a whole list
least_sure = model.predict_proba(test_data).max(axis=1).argsort()
# %% 1.4 | counted from 1 | count from 1
least_sure = model.predict_proba(test_data).max(axis=1).argmin() + 1
# %% 1.4 | its row in the whole table | among all 150
flower = test_data[model.predict_proba(test_data).max(axis=1).argmin()]
least_sure = (data == flower).all(axis=1).argmax()
# %% 1.4 | asked about all flowers | about the held-out flowers alone
least_sure = model.predict_proba(data).max(axis=1).argmin()
# %% 1.4 | a list with one row | take the number out
least_sure = [model.predict_proba(test_data).max(axis=1).argmin()]
# %% 1.4 | printed | and is None
least_sure = print(model.predict_proba(test_data).max(axis=1).argmin())
# %% 1.4 | counted from the end | which of them is row -27
least_sure = model.predict_proba(test_data).max(axis=1).argmin() - 30
# %% 1.4 | a row of the training data | In which table is it
least_sure = model.predict_proba(train_data).max(axis=1).argmin()
# %% 1.4 | a text | and is '5'
least_sure = "5"
