package dev.parlando.benchmarks.soak.live;

import dev.parlando.audio.playback.Playback;
import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.LiveText;
import dev.parlando.text.LiveTextReport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An utterance of the soak test, with the characters that were written to it.
 *
 * @param failing whether its writer fails
 */
record SoakedUtterance(LiveText text, Playback playback, String written, boolean failing) {
    /** Waits for the end, and returns the violated requirement; null if there is none. */
    @Nullable
    String violation(long seconds, boolean faults) throws InterruptedException {
        String failure;
        try {
            failure = playback.completion()
                    .handle((result, thrown) -> thrown == null ? null : failure(thrown, faults))
                    .toCompletableFuture()
                    .get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "did not end within " + seconds + " s: " + this;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
        LiveTextReport report = playback.textReport();
        return failure == null && !written.startsWith(report.written())
                ? "the three parts are not the start of the text: " + this
                : failure;
    }

    private @Nullable String failure(Throwable thrown, boolean faults) {
        ParlandoException error = ParlandoException.from(thrown);
        boolean english =
                String.valueOf(error.getMessage()).contains("speaks English only"); // A quiet time splits words.
        boolean expected = faults || english || (failing && error instanceof HandlerException);
        return expected && error.timeoutPhase() == null ? null : "failed with " + error + ": " + this;
    }

    @Override
    public String toString() {
        return text.settings().transport() + " " + text.template().outputFormat() + ", state " + playback.state()
                + ", stream " + playback.stream() + ", " + playback.textReport() + ": " + written;
    }
}
