// Every exercise by name: chapter, function. An editor offers to run each.

use super::exercises;

grader::answers! {
    network {
        sigmoid
        sigmoid_prime
        weighted_input
        feedforward
        stable_sigmoid
    }

    cost {
    }

    per_sample {
        bp2
    }

    gradient_check {
    }

    sgd {
    }

    mini_batch {
    }

    cross_entropy {
    }

    l2 {
    }

    data {
    }

    notebook {
    }
}
