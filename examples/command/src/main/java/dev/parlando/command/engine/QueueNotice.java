package dev.parlando.command.engine;

import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.Pause;
import java.io.PrintWriter;

/**
 * Informs the user when the limiter pauses because the service is at capacity. A repeated reason is printed once.
 *
 * <p>Threading: called on the limiter thread only.
 */
final class QueueNotice implements GovernorListener {
    private final PrintWriter err;
    private String reportedReason = "";

    QueueNotice(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void onPaused(Pause pause) {
        if (pause.reason().equals(reportedReason)) {
            return;
        }
        reportedReason = pause.reason();
        err.println("parlando: the service has no room right now (" + pause.reason() + "); waiting, Ctrl-C gives up");
        err.flush();
    }
}
