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


# %% 1.1 | the score of the other model | `tree` was asked for
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target)
tree_accuracy = model.score(test_data, test_target)
# %% 1.1 | trained on shuffled names | on shuffled names
tree = DecisionTreeClassifier(max_features=2, random_state=0)
tree.fit(train_data, train_target[::-1])
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
    _ = iris.target_names[model.predict([flower])[0]]


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
# %% 1.3 | too few flowers | enough to train on
cause = "a"
# %% 1.3 | not scaled | raises no error
cause = "c"
# %% 1.3 | one-dimensional | rows and columns
cause = "d"
# %% 1.4 | the most sure flower | *most* sure
least_sure = model.predict_proba(test_data).max(axis=1).argmax()
# %% 1.4 | the species instead of the flower | less sure
least_sure = model.predict_proba(test_data).max(axis=0).argmin()
# %% 1.4 | the probability instead of the row | not a probability
least_sure = model.predict_proba(test_data).max(axis=1).min()
# %% 1.4 | a whole list of rows | a whole list
least_sure = model.predict_proba(test_data).max(axis=1).argsort()
