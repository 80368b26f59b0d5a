package dev.parlando.command.phone;

import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.LegStatistics;
import dev.parlando.audio.telephony.LegUtterance;
import dev.parlando.audio.telephony.MarkOutcome;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.error.ParlandoException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call: speaks its script, with a mark behind each line, and hangs up.
 *
 * <p>Threading: a daemon thread speaks, since it may wait for standard input after the call has ended. The leg's listener
 * thread reports the end.
 */
final class PhoneCall implements LegListener {
    /** The silence after the last line, during which the jitter buffer of the receiver plays its rest. */
    private static final long TAIL_MILLIS = 200;

    private final String name;
    private final CallScript script;
    private final @Nullable LongSupplier lostPackets;
    private final Consumer<CallReport> onEnd;
    private final Semaphore endedMarks = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable TelephoneLeg leg;
    private volatile @Nullable Exception failure;
    private volatile boolean complete;
    private volatile int utterances;

    /**
     * Creates a call that has no leg yet.
     *
     * @param lostPackets returns the packets that the transport did not accept; null if it does not count them
     */
    PhoneCall(String name, CallScript script, @Nullable LongSupplier lostPackets, Consumer<CallReport> onEnd) {
        this.name = name;
        this.script = script;
        this.lostPackets = lostPackets;
        this.onEnd = onEnd;
    }

    void init(TelephoneLeg opened) {
        leg = opened;
    }

    TelephoneLeg leg() {
        return Objects.requireNonNull(leg);
    }

    /** Starts to speak. Called once, when the transport has the leg. */
    void start() {
        Thread speaker = new Thread(this::speak, "parlando-script");
        speaker.setDaemon(true);
        speaker.start();
    }

    private void speak() {
        try {
            sayAll();
            complete = true;
        } catch (IOException | RuntimeException thrown) {
            if (leg().isOpen()) { // Otherwise the end of the call is the cause.
                failure = thrown;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leg().close();
        }
    }

    /** Requests each line while the one before it is being spoken, so that they join without a gap. */
    private void sayAll() throws IOException, InterruptedException {
        CallScript.Lines lines = script.open();
        int count = 0;
        LegUtterance previous = null;
        for (String line = lines.next(); line != null; line = lines.next()) {
            LegUtterance current = leg().say(script.withVoice(leg().defaultRequest(line)));
            leg().mark(line);
            utterances = ++count;
            if (previous != null) {
                previous.join();
            }
            previous = current;
        }
        if (previous != null) {
            previous.join();
        }
        endedMarks.acquire(count);
        ended.await(TAIL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Discards the speech that is queued, since the caller pressed a key. */
    void onKey() {
        leg().clear();
    }

    @Override
    public void onMark(TelephoneLeg sameLeg, String line, MarkOutcome outcome) {
        endedMarks.release();
    }

    @Override
    public void onEnded(TelephoneLeg sameLeg, LegStatistics statistics, @Nullable ParlandoException error) {
        ended.countDown();
        Long lost = lostPackets == null ? null : Long.valueOf(lostPackets.getAsLong());
        onEnd.accept(new CallReport(name, utterances, complete, statistics, lost, error == null ? failure : error));
    }
}
