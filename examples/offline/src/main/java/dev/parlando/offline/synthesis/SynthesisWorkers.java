package dev.parlando.offline.synthesis;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Workers for short synthesis tasks, each with its own synthesiser. Threading: thread safe. */
public interface SynthesisWorkers {
    /** A task. It must not throw. */
    interface Task {
        /**
         * Runs with the worker's own synthesiser.
         *
         * @param synthesizer supplies the synthesiser, or throws the exception that prevented loading it
         * @return an action to run after the worker has become idle, so that a task submitted by it finds an idle
         *     worker
         */
        Runnable run(Supplier<FreeTtsSynthesizer> synthesizer);
    }

    /**
     * Submits a task.
     *
     * @throws RejectedExecutionException if the workers have stopped
     */
    void execute(Task task);
}
