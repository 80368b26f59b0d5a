package dev.parlando.offline.sockets;

/** A step of a context's speech; the steps of one context run one after the other. Confined to the event loop. */
interface ContextStep {
    /**
     * Starts the step.
     *
     * @param onEnd called once when the step has ended, unless it was cancelled before it started
     */
    void start(Runnable onEnd);

    /** Stops the step; it sends nothing more. */
    void cancel();

    /** Called when the client has read enough for more audio to be sent. */
    void writable();
}
