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
        central_difference
        numerical_gradient
        relative_error
        gradient_checker
        dual_product
        dual_chain
    }

    sgd {
        mini_batches
        update_mini_batch
        accuracy
        epoch
        shuffle_together
    }

    mini_batch {
        stack_columns
        feedforward_batch
        bp1_batch
        bp2_batch
        bp3_batch
        bp4_batch
        backprop_batch
        gather
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
