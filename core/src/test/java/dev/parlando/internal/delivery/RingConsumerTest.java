package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.SequenceBarrier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the loop of a ring thread, which runs on the thread of the test. */
@Timeout(60)
class RingConsumerTest {
    private static final int MAX_BATCH_SLOTS = 64;

    private final ScriptedBarrier barrier = new ScriptedBarrier();
    private final RecordingHandler handler = new RecordingHandler();
    private final RingConsumer consumer = new RingConsumer(barrier, MAX_BATCH_SLOTS, handler);

    /** A barrier that returns the given sequences, of which -2 stands for an interrupt, and then halts the loop. */
    private final class ScriptedBarrier implements SequenceBarrier {
        private static final long INTERRUPT = -2;

        private final ArrayDeque<Long> available = new ArrayDeque<>();
        private final List<Long> awaited = new ArrayList<>();
        private boolean alerted;

        @Override
        public long waitFor(long sequence) throws AlertException, InterruptedException {
            awaited.add(sequence);
            if (available.isEmpty()) {
                consumer.halt();
            }
            checkAlert();
            long next = available.remove();
            if (next == INTERRUPT) {
                throw new InterruptedException();
            }
            return next;
        }

        @Override
        public long getCursor() {
            return 0;
        }

        @Override
        public boolean isAlerted() {
            return alerted;
        }

        @Override
        public void alert() {
            alerted = true;
        }

        @Override
        public void clearAlert() {
            alerted = false;
        }

        @Override
        public void checkAlert() throws AlertException {
            if (alerted) {
                throw AlertException.INSTANCE;
            }
        }
    }

    private final class RecordingHandler implements RingConsumer.Handler {
        private final List<Long> slots = new ArrayList<>();
        private final List<Long> consumedWhenFreed = new ArrayList<>();
        private int halts;
        private boolean failing;

        @Override
        public void onSlot(long sequence) {
            slots.add(sequence);
            failIfAsked();
        }

        @Override
        public void onFreed() {
            consumedWhenFreed.add(consumer.consumed().get());
            failIfAsked();
        }

        @Override
        public void onHalted() {
            halts++;
            failIfAsked();
        }

        private void failIfAsked() {
            if (failing) {
                throw new IllegalStateException("a defect that this test makes on purpose");
            }
        }
    }

    private void run(long... available) {
        LongStream.of(available).forEach(barrier.available::add);
        consumer.run();
    }

    private static List<Long> sequences(long last) {
        return LongStream.rangeClosed(0, last).boxed().toList();
    }

    @Test
    void freesBatchBeforeItSignalsRoom() {
        run(199, 199, 199, 199);
        assertThat(handler.slots).isEqualTo(sequences(199));
        assertThat(handler.consumedWhenFreed).containsExactly(63L, 127L, 191L, 199L);
        assertThat(barrier.awaited).containsExactly(0L, 64L, 128L, 192L, 200L);
    }

    @Test
    void consumesNothingIfNothingIsAvailable() {
        run(-1, 0, 0);
        assertThat(handler.slots).containsExactly(0L);
        assertThat(handler.consumedWhenFreed).containsExactly(0L);
    }

    @Test
    void skipsNoSlotAfterInterrupt() {
        run(0, ScriptedBarrier.INTERRUPT, 1);
        assertThat(handler.slots).containsExactly(0L, 1L);
    }

    @Test
    void continuesAfterThrowingHandler() {
        handler.failing = true;
        run(1, 2);
        assertThat(handler.slots).containsExactly(0L, 1L, 2L);
        assertThat(consumer.consumed().get()).isEqualTo(2);
    }

    @Test
    void reportsHaltOnce() {
        handler.failing = true;
        run();
        assertThat(handler.slots).isEmpty();
        assertThat(handler.halts).isEqualTo(1);
    }
}
