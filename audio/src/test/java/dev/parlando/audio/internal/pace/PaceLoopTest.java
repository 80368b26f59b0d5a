package dev.parlando.audio.internal.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests for the slots, the start, the wake-ups and the end of tasks. */
class PaceLoopTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private long nanos = -5;
    private final PaceLoop loop = new PaceLoop(() -> nanos);

    private static final class Recorder extends PacedTask {
        final int period;
        final List<Long> runs = new ArrayList<>();
        long due;
        int wakes;
        int closes;
        boolean ended;

        Recorder(int period) {
            this.period = period;
        }

        @Override
        protected int periodMillis() {
            return period;
        }

        @Override
        protected void onStart(long dueNanos) {
            due = dueNanos;
        }

        @Override
        protected void onDue(long nowNanos) {
            runs.add((nowNanos - due) / MILLI);
        }

        @Override
        protected void onWake(long nowNanos) {
            wakes++;
        }

        @Override
        protected boolean isEnded() {
            return ended;
        }

        @Override
        protected void onClose() {
            closes++;
            ended = true;
        }
    }

    private void runTo(long millis) {
        long end = -5 + millis * MILLI;
        long wait = loop.step();
        while (wait != PaceLoop.IDLE && nanos + wait <= end) {
            nanos += wait;
            wait = loop.step();
        }
        nanos = end;
    }

    @Test
    void runsEachTaskInItsPeriod() {
        Recorder fast = new Recorder(10);
        Recorder slow = new Recorder(60);
        loop.add(fast);
        loop.add(slow);
        runTo(180);
        assertThat(fast.runs).hasSize(18).startsWith(0L, 10L, 20L).doesNotHaveDuplicates();
        assertThat(slow.runs).containsExactly(0L, 60L, 120L);
    }

    @Test
    void isIdleWithoutTasks() {
        assertThat(loop.step()).isEqualTo(PaceLoop.IDLE);
        Recorder task = new Recorder(20);
        loop.add(task);
        runTo(20);
        task.ended = true;
        runTo(100);
        assertThat(loop.step()).isEqualTo(PaceLoop.IDLE);
    }

    @Test
    void runsEachSlotOnceAfterAStall() {
        Recorder task = new Recorder(60);
        loop.add(task);
        runTo(60);
        task.runs.clear();
        nanos += TimeUnit.DAYS.toNanos(400);
        loop.step();
        assertThat(task.runs).hasSize(1);
        long late = task.runs.get(0) % 60;
        nanos += (60 - late) * MILLI;
        loop.step();
        assertThat(task.runs).hasSize(2);
        assertThat(task.runs.get(1) % 60).isZero();
    }

    @Test
    void runsAWokenTaskOnce() {
        Recorder task = new Recorder(20);
        loop.add(task);
        loop.step();
        assertThat(loop.wake(task)).isTrue();
        assertThat(loop.wake(task)).isFalse();
        loop.step();
        assertThat(task.wakes).isEqualTo(1);
        assertThat(loop.wake(task)).isTrue();
        task.ended = true;
        loop.step();
        assertThat(task.wakes).isEqualTo(1);
    }

    @Test
    void endsTasksThatWereNeverStarted() {
        Recorder task = new Recorder(20);
        Recorder added = new Recorder(20);
        loop.add(task);
        loop.step();
        loop.add(added);
        loop.close();
        assertThat(task.closes).isEqualTo(1);
        assertThat(added.closes).isEqualTo(1);
    }
}
