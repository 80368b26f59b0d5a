package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.LineMailbox.FlushResult;
import dev.parlando.audio.sink.LineMailbox.LineState;
import dev.parlando.error.PlaybackException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sound.sampled.AudioFormat;
import org.junit.jupiter.api.Test;

/** Runs the steps of a worker one by one, and acts as the owner of its mailbox. */
class LineWorkerStepTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    /** 20 ms of silence. */
    private static final short[] BURST = new short[480];

    private final FakeSinkClock time = new FakeSinkClock();
    private final FakeLine line = new FakeLine(new AudioFormat(24_000, 16, 1, true, false), 9600, time);
    private final LineWorker worker =
            worker(() -> new OpenLine(new CountedLine(line, false), MONO, "A", this::isPreferred));
    private final LineMailbox mailbox = worker.mailbox();
    private final LineClient client = new LineClient(worker, () -> {}, time);
    private int preferenceQueries;

    private LineWorker worker(Supplier<OpenLine> opener) {
        return new LineWorker(opener, time::nanoTime);
    }

    private boolean isPreferred() {
        preferenceQueries++;
        return false;
    }

    private void open() {
        assertThat(mailbox.state()).isEqualTo(LineState.OPENING);
        assertThat(worker.step()).isZero();
        assertThat(client.awaitOpen(0)).isTrue();
    }

    private void offer(short[] samples) {
        running().ring().offer(samples, 0, samples.length);
        mailbox.playsUntil(time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
    }

    /** Fills the line, whose buffer lasts 200 ms. */
    private void fill() {
        for (int i = 0; i < 11 && running().ring().sizeBytes() == 0; i++) {
            offer(BURST);
            worker.step();
        }
        running().ring().send(running().ring().sizeBytes());
    }

    private OpenLine running() {
        return Objects.requireNonNull(mailbox.running());
    }

    private FlushResult flushed() {
        return Objects.requireNonNull(mailbox.flushResult());
    }

    @Test
    void primesAndStartsLineBeforeItIsPublished() {
        assertThat(mailbox.running()).isNull();
        open();
        assertThat(line.calls).containsExactly("start");
        assertThat(line.getLongFramePosition()).isZero();
        assertThat(line.available()).isEqualTo(9600 - 480);
        assertThat(worker.step()).isEqualTo(LineWorker.FOREVER);
        assertThat(mailbox.state()).isEqualTo(LineState.PLAYING);
    }

    @Test
    void keepsLineThatIsIdleForMinutes() {
        open();
        worker.step();
        time.passMillis(60_000);
        assertThat(client.failure()).isNull();
    }

    @Test
    void reportsCallThatHangs() {
        open();
        offer(BURST);
        line.hangsIn = "write";
        assertThatThrownBy(worker::step).isInstanceOf(FakeLine.Hangs.class);
        time.passMillis(499);
        assertThat(client.failure()).isNull();
        time.passMillis(1);
        assertThat(client.failure()).hasMessage("its driver does not answer");
    }

    @Test
    void leavesLimitOfHangingOpeningToOpener() {
        LineWorker hanging = worker(() -> {
            throw new FakeLine.Hangs();
        });
        assertThatThrownBy(hanging::step).isInstanceOf(FakeLine.Hangs.class);
        time.passMillis(60_000);
        assertThat(new LineClient(hanging, () -> {}, time).failure()).isNull();
    }

    @Test
    void dropsUnsentSamplesOnFlushAndReportsThem() {
        open();
        offer(BURST);
        mailbox.requestFlush();
        assertThat(mailbox.flushResult()).isNull();
        assertThat(worker.step()).isZero();
        assertThat(client.unsentAudioFrames(flushed())).isEqualTo(480);
        worker.step();
        assertThat(line.bytes).isEmpty();
        assertThat(line.calls).containsExactly("start", "flush");
    }

    @Test
    void answersFlushWhileLineIsFull() {
        open();
        fill();
        offer(BURST);
        assertThat(worker.step()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        mailbox.requestFlush();
        assertThat(worker.step()).isZero();
        assertThat(client.unsentAudioFrames(flushed())).isEqualTo(480);
        assertThat(line.waitingWrites).isZero();
    }

    @Test
    void writesToFullLineAsMuchAsItHasPlayed() {
        open();
        fill();
        int writtenBytes = line.bytes.size();
        offer(BURST);
        worker.step();
        assertThat(line.bytes).hasSize(writtenBytes);
        time.passMillis(5);
        assertThat(worker.step()).isZero();
        assertThat(line.bytes).hasSize(writtenBytes + 240);
        assertThat(line.waitingWrites).isZero();
    }

    @Test
    void doesNotQueryRoomOfEmptyLine() {
        open();
        line.hidesRoom = true;
        offer(BURST);
        assertThat(worker.step()).isZero();
        assertThat(line.bytes).hasSize(960);
        fill();
        mailbox.requestFlush();
        worker.step();
        int writtenBytes = line.bytes.size();
        offer(BURST);
        assertThat(worker.step()).isZero();
        assertThat(line.bytes).hasSize(writtenBytes + 960);
    }

    @Test
    void doesNotQueryRoomOfLineWhosePositionShowsThatItIsEmpty() {
        open();
        fill();
        time.passMillis(50);
        line.catchUp();
        line.hidesRoom = true;
        offer(BURST);
        int writtenBytes = line.bytes.size();
        worker.step(); // Polls the position.
        assertThat(worker.step()).isZero();
        assertThat(line.bytes).hasSize(writtenBytes + 960);
    }

    @Test
    void answersSeveralFlushRequestsByOneFlush() {
        open();
        mailbox.requestFlush();
        mailbox.requestFlush();
        worker.step();
        assertThat(flushed().request()).isEqualTo(2);
        assertThat(worker.step()).isEqualTo(LineWorker.FOREVER);
        assertThat(line.calls).containsExactly("start", "flush");
    }

    @Test
    void queriesPreferredDeviceOnlyAfterOneIdleSecond() {
        open();
        time.onWait = worker::step;
        time.passMillis(1000);
        assertThat(client.isPreferredDevice()).isTrue();
        assertThat(preferenceQueries).isZero();
        time.passMillis(1);
        assertThat(client.isPreferredDevice()).isFalse();
        assertThat(preferenceQueries).isEqualTo(1);
    }

    @Test
    void dropsUnreadPositionWhenWatchIsRequested() {
        open();
        offer(BURST);
        worker.step();
        time.passMillis(5);
        worker.step();
        mailbox.watchUntil(time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60));
        assertThat(mailbox.position().poll()).isFalse();
    }

    @Test
    void answersEachWatchOnceAndNoneTooEarly() {
        open();
        time.passMillis(10); // The initial silence has been played.
        offer(BURST);
        mailbox.watchUntil(time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60));
        worker.step();
        assertThat(worker.step()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(mailbox.position().poll()).isFalse();
        time.passMillis(1);
        mailbox.watchUntil(time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60)); // Requested again, before the answer.
        worker.step();
        assertThat(mailbox.position().poll()).isTrue();
        assertThat(mailbox.position().moved()).isTrue();
        time.passMillis(1);
        assertThat(worker.step()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    private void stepFor(int millis) {
        for (int i = 0; i < millis; i++) {
            mailbox.playsUntil(time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20)); // As an owner that waits does.
            worker.step();
            time.passMillis(1);
        }
    }

    private void startLineThatAwaitsFlush() {
        open();
        time.passMillis(10); // The initial silence has been played.
        line.awaitFlush();
        mailbox.watchUntil(time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60));
        offer(BURST);
        worker.step();
        offer(BURST);
        worker.step();
    }

    @Test
    void writesAgainToLineThatHasNotStarted() {
        startLineThatAwaitsFlush();
        stepFor(100);
        assertThat(line.calls).containsExactly("start");
        stepFor(3);
        assertThat(line.calls).containsExactly("start", "flush");
        assertThat(line.bytes).as("two bursts, twice").hasSize(4 * 960);
        stepFor(60);
        mailbox.position().poll(); // Of the time before.
        stepFor(1);
        mailbox.position().poll();
        assertThat(mailbox.position().position())
                .as("without the flushed audio frames")
                .isEqualTo(960);
        assertThat(line.calls).containsExactly("start", "flush");
    }

    /** A card with long blocks takes samples, but its position does not show that for half a second. */
    @Test
    void makesRoomForMoreSamplesIfPositionStandsStill() {
        open();
        line.standStill();
        mailbox.watchUntil(time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60));
        for (int i = 0; i < 6; i++) {
            offer(BURST);
            worker.step();
        }
        int room = running().ring().roomBytes();
        time.passMillis(20);
        assertThat(worker.step()).isEqualTo(LineWorker.FOREVER);
        assertThat(running().ring().roomBytes()).isEqualTo(room + 6 * 960);
    }

    /** The owner writes between its look at the room and the moment at which samples are written again. */
    @Test
    void overwritesNothingThatIsWrittenAgain() {
        startLineThatAwaitsFlush();
        stepFor(100);
        ByteRing ring = running().ring();
        short[] tone = new short[ring.roomBytes() / 2];
        Arrays.fill(tone, (short) 1000);
        time.passMillis(1);
        while (!line.calls.contains("flush")) {
            worker.step();
        }
        int sentBefore = line.bytes.size();
        ring.offer(tone, 0, tone.length);
        stepFor(5);
        assertThat(line.bytes.subList(sentBefore, sentBefore + 2 * 960))
                .as("two bursts of silence, in front of the tone")
                .containsOnly((byte) 0);
    }

    @Test
    void writesNothingTwiceOnceLineHasStarted() {
        open();
        time.passMillis(10);
        mailbox.watchUntil(time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60));
        offer(BURST);
        worker.step();
        time.passMillis(5);
        line.standStill();
        stepFor(300);
        assertThat(line.calls).containsExactly("start");
        assertThat(line.bytes).hasSize(960);
    }

    @Test
    void failsIfLineNeverStarts() {
        startLineThatAwaitsFlush();
        line.standStill(); // Even after a flush.
        stepFor(3000);
        assertThat(client.failure()).isNull();
        stepFor(150);
        assertThat(client.failure()).hasMessage("it does not advance");
    }

    @Test
    void closesInStepAfterFailureAndKeepsReason() {
        open();
        offer(BURST);
        line.takesBytes = 0;
        assertThat(worker.step()).isZero();
        assertThat(client.failure()).hasMessage("it no longer accepts samples");
        assertThat(line.isOpen()).isTrue();
        assertThat(worker.step()).isEqualTo(LineWorker.ENDED);
        assertThat(line.isOpen()).isFalse();
        assertThat(mailbox.state()).isEqualTo(LineState.CLOSED);
        assertThat(client.failure()).hasMessage("it no longer accepts samples");
        assertThat(worker.step()).isEqualTo(LineWorker.ENDED);
    }

    @Test
    void closesWhenLastSampleHasLeftDevice() {
        open();
        offer(BURST);
        worker.step();
        time.passMillis(20);
        mailbox.requestClose(time.nanoTime());
        assertThat(worker.step()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(mailbox.state()).isEqualTo(LineState.CLOSING);
        time.passMillis(250);
        assertThat(worker.step()).isEqualTo(LineWorker.ENDED);
    }

    @Test
    void endsIfOpeningFails() {
        LineWorker failing = worker(() -> {
            throw new PlaybackException("busy", null);
        });
        assertThat(failing.step()).isZero();
        assertThat(failing.step()).isEqualTo(LineWorker.ENDED);
        assertThat(failing.mailbox().failure()).hasMessage("busy");
        assertThat(failing.mailbox().state()).isEqualTo(LineState.CLOSED);
    }
}
