// Every exercise by name: chapter, function. An editor offers to run each. Derived from the
// solutions by `cargo run --package solutions -- stubs --write`.

functions! {

    arrays {
        point_between
        centre_rows
    }
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
        depends_on
    }

    sgd {
        mini_batches
        update_mini_batch
        accuracy
        epoch
        shuffle_together
        online_step
        update_ratios
        best_learning_rate
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
        one_hot
        cross_entropy
        cross_entropy_from_z
        cross_entropy_delta
        cross_entropy_nabla_w
        softmax
        log_likelihood
        log_likelihood_delta
        first_costs
        blank_cost
    }

    l2 {
        l2_penalty
        l2_update
        l1_update
        total_cost
    }

    data {
        idx_header
        arg_max
        train_network
        saturated
        overfit
    }

    notebook {
        sigmoid_variable
        half_norm
        resize
        monitor_accuracy
        monitor_cost
        evaluation_accuracy
        label_conversion
        consumed_iterator
        penalty_per_sample
        variance_promise
    }
}
