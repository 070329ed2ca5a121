"""Train a classifier for iris flowers and say how good it is: python train.py"""

from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def split(iris):
    """Hold 30 of the 150 flowers back; the same 30 in every run."""
    return train_test_split(
        iris.data, iris.target, test_size=30, stratify=iris.target, random_state=0
    )


def build():
    """The estimator: each feature scaled to mean 0 and deviation 1, then classified."""
    return make_pipeline(StandardScaler(), LogisticRegression())


def main():
    iris = load_iris()
    train_data, test_data, train_target, test_target = split(iris)
    model = build().fit(train_data, train_target)

    print(f"accuracy on {len(test_data)} held-out flowers:", end=" ")
    print(f"{model.score(test_data, test_target):.2f}")
    print("rows: true species, columns: predicted species")
    print(confusion_matrix(test_target, model.predict(test_data)))

    flower = [5.1, 3.5, 1.4, 0.2]  # sepal length and width, petal length and width, cm
    species = iris.target_names[model.predict([flower])[0]]
    print(f"a flower measuring {flower} cm: {species}")


if __name__ == "__main__":
    main()
