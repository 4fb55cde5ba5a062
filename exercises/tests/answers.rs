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
        quadratic_cost
        quadratic_cost_derivative
        gradient_step
        step_that_lowers_the_cost
    }

    per_sample {
        bp1
        bp2
        bp3
        bp4
        backward_pass
        backprop
        backprop_tanh
        neuron_chain
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
        idx_header
        arg_max
        train_network
    }

    notebook {
    }
}
