package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RecordingSinkTest {
    private static final PcmFormat FORMAT = new PcmFormat(1000, 1);
    private static final short[] RAMP = TestAudio.ramp(250);

    private final RecordingSink manual = RecordingSink.manual(100);

    @Test
    void playsImmediatelyAndAdvancesClockIfSelfRunning() {
        RecordingSink sink = RecordingSink.selfRunning(100);
        assertThat(sink.open(FORMAT)).isEqualTo(FORMAT);
        assertThat(sink.bufferAudioFrames()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sink.write(RAMP, 0, 250)).isEqualTo(250);
        assertThat(sink.positionAudioFrames()).isEqualTo(250);
        assertThat(sink.playedSamples()).isEqualTo(RAMP);
        assertThat(sink.clock().nanoTime()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    }

    @Test
    void recordsGapWhileLineIsEmpty() {
        manual.open(FORMAT);
        manual.advance(5);
        assertThat(manual.playedSamples()).as("nothing was written").isEmpty();
        manual.write(RAMP, 0, 2);
        manual.advance(5);
        manual.write(RAMP, 2, 1);
        manual.advance(1);
        assertThat(manual.playedSamples()).containsExactly(RAMP[0], RAMP[1], 0, 0, 0, RAMP[2]);
        assertThat(manual.gapAudioFrames()).isEqualTo(3);
        assertThat(manual.positionAudioFrames()).isEqualTo(3);
        assertThat(manual.clock().nanoTime()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(11));
    }

    @Test
    void acceptsNothingWhileFullUntilTimeAdvances() {
        manual.open(FORMAT);
        assertThat(manual.bufferAudioFrames()).isEqualTo(100);
        assertThat(manual.write(RAMP, 0, 150)).isEqualTo(100);
        assertThat(manual.write(RAMP, 100, 50)).isZero();
        manual.advance(30);
        assertThat(manual.write(RAMP, 100, 50)).isEqualTo(30);
        assertThat(manual.writtenAudioFrames()).isEqualTo(130);
    }

    @Test
    void discardsUnplayedSamplesWithExactPosition() {
        manual.open(FORMAT);
        manual.write(RAMP, 0, 100);
        manual.advance(40);
        manual.discard();
        assertThat(manual.positionAudioFrames()).isEqualTo(40);
        assertThat(manual.writtenAudioFrames()).isEqualTo(40);
        assertThat(manual.discardedAudioFrames()).isEqualTo(60);
        manual.write(RAMP, 200, 1);
        manual.advance(1);
        assertThat(manual.playedSamples()).hasSize(41).endsWith(RAMP[39], RAMP[200]);
        assertThat(manual.positionAudioFrames()).isEqualTo(41);
    }

    @Test
    void failsAfterLossUntilReopenedAndKeepsPosition() {
        manual.open(FORMAT);
        manual.write(RAMP, 0, 100);
        manual.advance(40);
        manual.loseDevice();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> manual.write(RAMP, 100, 1))
                    .isInstanceOfSatisfying(PlaybackException.class, e -> assertThat(e.retryable())
                            .isTrue());
        }
        assertThat(manual.isOpen()).isFalse();
        assertThat(manual.positionAudioFrames()).isEqualTo(40);
        manual.open(FORMAT);
        assertThat(manual.positionAudioFrames()).isZero();
        assertThat(manual.write(RAMP, 40, 60)).isEqualTo(60);
        manual.advance(60);
        assertThat(manual.playedSamples()).isEqualTo(Arrays.copyOf(RAMP, 100));
    }

    @Test
    void rejectsWritesAndPlaysNothingWhenClosed() {
        RecordingSink running = RecordingSink.selfRunning(10);
        assertThatThrownBy(() -> running.write(RAMP, 0, 1)).isInstanceOf(IllegalStateException.class);
        manual.open(FORMAT);
        manual.write(RAMP, 0, 100);
        manual.close();
        manual.advance(10);
        assertThat(manual.playedSamples()).isEmpty();
        assertThat(manual.isOpen()).isFalse();
        assertThatThrownBy(() -> manual.write(RAMP, 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    /** Two threads repeatedly read the clock and wait on it. Both must be woken. */
    @Test
    void wakesAllWaitersWhenTimeAdvances() throws Exception {
        manual.open(FORMAT);
        CompletableFuture<Long> first = CompletableFuture.supplyAsync(this::waitForTime);
        CompletableFuture<Long> second = CompletableFuture.supplyAsync(this::waitForTime);
        manual.advance(7);
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(7_000_000);
        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(7_000_000);
    }

    private long waitForTime() {
        while (manual.clock().nanoTime() == 0) {
            manual.clock().await(Long.MAX_VALUE);
        }
        return manual.clock().nanoTime();
    }

    @Test
    void endsWaitOnUnpark() {
        manual.clock().await(1);
        LockSupport.unpark(Thread.currentThread());
        manual.clock().await(1);
    }

    @Test
    void wakesWaitersForSamplesAndClose() throws Exception {
        CompletableFuture<Void> owner = CompletableFuture.runAsync(() -> {
            manual.open(FORMAT);
            manual.write(RAMP, 0, 100);
            manual.close();
        });
        manual.awaitClosed();
        owner.get(30, TimeUnit.SECONDS);
        manual.open(FORMAT);
        CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(() -> manual.write(RAMP, 0, 50));
        manual.awaitWritten(50);
        assertThat(taken.get(30, TimeUnit.SECONDS)).isEqualTo(50);
    }

    /** A method of the sink that waits. */
    private interface Wait {
        void run() throws InterruptedException;
    }

    /** Starts a thread that waits, and returns when it does. */
    private static Thread waiting(Wait wait) {
        Thread waiter = new Thread(() -> {
            try {
                wait.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiter.start();
        awaitWaiting(waiter);
        return waiter;
    }

    private static void awaitWaiting(Thread waiter) {
        while (waiter.getState() != Thread.State.WAITING) {
            assertThat(waiter.isAlive()).as("the thread waits").isTrue();
            Thread.onSpinWait();
        }
    }

    private static void assertEnds(Thread waiter) throws InterruptedException {
        waiter.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(waiter.isAlive()).as("the thread waits").isFalse();
    }

    @Test
    void wakesWaiterForPlayedSamples() throws Exception {
        manual.open(FORMAT);
        manual.write(RAMP, 0, 100);
        Thread waiter = waiting(() -> manual.awaitPlayed(40));
        manual.advance(39);
        awaitWaiting(waiter);
        manual.advance(1);
        assertEnds(waiter);
    }

    @Test
    void wakesWaiterForWrittenSamples() throws Exception {
        manual.open(FORMAT);
        Thread waiter = waiting(() -> manual.awaitWritten(40));
        manual.write(RAMP, 0, 39);
        awaitWaiting(waiter);
        manual.write(RAMP, 39, 1);
        assertEnds(waiter);
    }

    @Test
    void wakesWaiterForClose() throws Exception {
        manual.open(FORMAT);
        Thread waiter = waiting(manual::awaitClosed);
        manual.close();
        assertEnds(waiter);
    }

    @Test
    void playsNoBufferedSamplesOfLostDevice() {
        manual.open(FORMAT);
        manual.write(RAMP, 0, 100);
        manual.loseDevice();
        manual.advance(10);
        assertThat(manual.positionAudioFrames()).isZero();
        assertThat(manual.playedSamples()).containsOnly(0);
    }

    @Test
    void countsGapOfOneRun() {
        manual.open(FORMAT);
        manual.write(RAMP, 0, 1);
        manual.advance(10);
        assertThat(manual.gapAudioFrames()).isEqualTo(9);
        manual.open(FORMAT);
        assertThat(manual.gapAudioFrames()).isZero();
    }

    @Test
    void countsDiscardedSamplesOfOneRun() {
        manual.open(FORMAT);
        manual.write(RAMP, 0, 100);
        manual.discard();
        assertThat(manual.discardedAudioFrames()).isEqualTo(100);
        manual.open(FORMAT);
        assertThat(manual.discardedAudioFrames()).isZero();
    }

    @Test
    void keepsStereoChannelsTogether() {
        RecordingSink sink = RecordingSink.selfRunning(10);
        sink.open(new PcmFormat(1000, 2));
        assertThat(sink.write(RAMP, 5, 50)).isEqualTo(50);
        assertThat(sink.playedSamples()).hasSize(100).startsWith(RAMP[10], RAMP[11]);
        assertThat(sink.format().channels()).isEqualTo(2);
    }

    @Test
    void rejectsEmptyBuffer() {
        assertThatThrownBy(() -> RecordingSink.manual(0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("bufferMillis");
    }
}
