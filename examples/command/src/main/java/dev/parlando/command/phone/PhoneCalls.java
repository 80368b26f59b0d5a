package dev.parlando.command.phone;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.PacketSink;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.speech.SpeechSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All calls of one run, which share the engine, the clock and the script.
 *
 * <p>Threading: safe for use from any thread. Reports are printed one at a time.
 */
final class PhoneCalls {
    /** Limit on the wait for the reports of calls that were hung up. */
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SpeechSource engine;
    private final PacketClock clock;
    private final CallScript script;
    private final Consumer<CallReport> printer;
    private final int count;
    private volatile Runnable closeTransport = () -> {};

    /** The calls that were admitted to the run, up to its count. */
    @GuardedBy("this")
    private int admitted;

    /** The admitted calls that have ended with a report or could not be opened. */
    @GuardedBy("this")
    private int ended;

    @GuardedBy("this")
    private @Nullable Exception failure;

    /**
     * Creates the calls of a run.
     *
     * @param count the number of calls after which the run ends
     * @param printer prints the report of each call
     */
    PhoneCalls(SpeechSource engine, PacketClock clock, CallScript script, int count, Consumer<CallReport> printer) {
        this.engine = engine;
        this.clock = clock;
        this.script = script;
        this.printer = printer;
        this.count = count;
    }

    /**
     * Opens the leg of a new call, which does not speak yet. Returns an empty value if the run has had all its calls.
     *
     * @param lostPackets returns the packets that the transport did not accept; null if it does not count them
     */
    Optional<PhoneCall> open(String name, PacketSink sink, MediaFormat format, @Nullable LongSupplier lostPackets) {
        synchronized (this) {
            if (admitted == count) {
                return Optional.empty();
            }
            admitted++;
        }
        PhoneCall call = new PhoneCall(name, script, lostPackets, this::onEnd);
        try {
            call.init(TelephoneLeg.builder(engine, clock, sink)
                    .format(format)
                    .listener(call)
                    .open());
        } catch (RuntimeException notOpened) { // Which no report will follow.
            onEnd(notOpened);
            throw notOpened;
        }
        return Optional.of(call);
    }

    private synchronized void onEnd(CallReport report) {
        printer.accept(report);
        onEnd(report.error());
    }

    private synchronized void onEnd(@Nullable Exception error) {
        if (failure == null) {
            failure = error;
        }
        ended++;
        notifyAll();
    }

    /** Sets the action that closes the transport when the calls are hung up. */
    void useTransport(Runnable close) {
        closeTransport = close;
    }

    /** Ends all calls, prints their reports and closes the transport. Waits several seconds at most. */
    void hangUp() {
        clock.close();
        closeTransport.run();
        awaitReports();
    }

    /** Waits for the reports, since the clock does not wait long enough for them on a slow machine. */
    private synchronized void awaitReports() {
        long deadlineNanos = System.nanoTime() + REPORT_NANOS;
        try {
            for (long left = REPORT_NANOS; ended < admitted && left > 0; left = deadlineNanos - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until all calls have ended.
     *
     * @throws Exception the first failure of a call
     */
    synchronized void await() throws Exception {
        while (ended < count) {
            wait();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
