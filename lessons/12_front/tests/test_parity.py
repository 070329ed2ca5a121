"""Parity: training and serving prepare a picture in the same way."""

import numpy as np

from app.decoding import decode
from tests.pictures import file
from training.data import bundled, rows_of


def test_a_training_picture_that_is_sent_becomes_the_row_it_was_trained_as():
    pictures, _ = bundled()
    sent = [decode(file(picture)) for picture in pictures[:100]]
    assert np.array_equal(rows_of(sent), rows_of(pictures[:100]))
