package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.jfr.JfrLegRecorder;
import dev.parlando.audio.internal.pace.SerialExecutor;
import dev.parlando.error.ParlandoException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one leg, which are counted, recorded in JFR, and dispatched to its listener.
 *
 * <p>Threading: safe for use from any thread; never blocks.
 */
final class LegEvents {
    private static final System.Logger LOG = System.getLogger(TelephoneLeg.class.getName());

    private final TelephoneLeg leg;
    private final LegListener listener;
    private final LegCounters counters;
    private final SerialExecutor executor;
    private final AtomicBoolean failureLogged = new AtomicBoolean();

    LegEvents(TelephoneLeg leg, LegListener listener, LegCounters counters, Executor threads) {
        this.leg = leg;
        this.listener = listener;
        this.counters = counters;
        this.executor = new SerialExecutor(threads);
    }

    long dropped() {
        return executor.dropped();
    }

    void onMark(String name, MarkOutcome outcome) {
        (outcome == MarkOutcome.HEARD ? counters.heardMarks : counters.clearedMarks).incrementAndGet();
        dispatch(target -> target.onMark(leg, name, outcome));
    }

    void onStarved(LegUtterance utterance, double gapMillis) {
        JfrLegRecorder.recordStarvation(gapMillis);
        dispatch(target -> target.onStarved(leg, utterance, gapMillis));
    }

    void onUtteranceEnded(LegUtterance utterance, @Nullable ParlandoException error) {
        dispatch(target -> target.onUtteranceEnded(leg, utterance, error));
    }

    void onEnded(LegSettings settings, @Nullable ParlandoException error) {
        LegStatistics last = leg.statistics();
        JfrLegRecorder.recordEnd(new JfrLegRecorder.Leg(
                settings.format().toString(),
                settings.policy().name(),
                settings.ptimeMillis(),
                last.packets(),
                last.silencePackets(),
                last.starvedPackets(),
                last.skippedPackets(),
                last.clears(),
                last.heardMarks(),
                last.clearedMarks(),
                last.lateness().p50Nanos(),
                last.lateness().p99Nanos(),
                last.lateness().p999Nanos(),
                last.lateness().maxNanos(),
                error == null ? "" : error.category().name()));
        dispatch(target -> target.onEnded(leg, last, error));
    }

    private void dispatch(Consumer<LegListener> event) {
        executor.execute(() -> {
            try {
                event.accept(listener);
            } catch (Throwable thrown) {
                if (!failureLogged.getAndSet(true)) {
                    LOG.log(System.Logger.Level.WARNING, "a listener of a telephone leg failed (logged once)", thrown);
                }
            }
        });
    }
}
