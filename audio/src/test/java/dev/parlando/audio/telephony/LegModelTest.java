package dev.parlando.audio.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Compares a leg that skips with a model of its queue, over random sequences of calls. */
class LegModelTest {
    /** A queue of packets and marks. A packet is the number of its utterance, a mark is negative. */
    private static final class Model {
        final Deque<Integer> queue = new ArrayDeque<>();
        final List<Integer> packets = new ArrayList<>();
        final List<String> marks = new ArrayList<>();

        void reachMarks() {
            while (!queue.isEmpty() && queue.peek() < 0) {
                marks.add(queue.remove() + " HEARD");
            }
        }

        void tick() {
            reachMarks();
            packets.add(queue.isEmpty() ? 0 : queue.remove());
            reachMarks();
        }

        void clear() {
            queue.stream().filter(item -> item < 0).forEach(mark -> marks.add(mark + " CLEARED"));
            queue.clear();
        }
    }

    /** One sequence of calls to a leg and to the model. */
    private static final class Run implements AutoCloseable {
        final Model model = new Model();
        final RecordingLegListener events = new RecordingLegListener();
        final ManualPacketClock manual = new ManualPacketClock();
        final RecordingPacketSink sink = new RecordingPacketSink(manual::nanoTime);
        private final FakeSpeechSource source = FakeSpeechSource.direct();
        private final TelephoneLeg leg = TelephoneLeg.builder(source, manual.clock(), sink)
                .listener(events)
                .open();
        /** The audio of all utterances, in order. */
        private final List<byte[]> audio = new ArrayList<>();

        private int delivered;
        private int number;

        void call(int call) throws InterruptedException {
            number++;
            if (call < 3) {
                say(call + 1);
            } else if (call < 5) {
                leg.mark("-" + number);
                model.queue.add(-number);
            } else if (call < 9) {
                for (int i = 0; i < call - 4; i++) {
                    tick();
                }
            } else {
                leg.clear();
                manual.step();
                model.clear();
            }
            deliver();
        }

        private void say(int packets) {
            byte[] speech = new byte[160 * packets];
            Arrays.fill(speech, (byte) number);
            audio.add(speech);
            leg.say("utterance " + (audio.size() - 1));
            for (int i = 0; i < packets; i++) {
                model.queue.add(number);
            }
        }

        void tick() throws InterruptedException {
            manual.advanceMillis(20);
            model.tick();
            deliver();
        }

        /** Delivers the audio of the streams that were requested; that of others follows when they are. */
        private void deliver() throws InterruptedException {
            while (delivered < source.requests()) {
                FakeSpeechStream stream = source.next();
                delivered++;
                String text = stream.request().text();
                stream.send(audio.get(Integer.parseInt(text.substring(text.indexOf(' ') + 1))))
                        .end();
            }
        }

        @Override
        public void close() {
            manual.close();
        }
    }

    @Property(tries = 300, seed = "20261130")
    void matchesTheModel(@ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> calls) throws Exception {
        try (Run run = new Run()) {
            for (int call : calls) {
                run.call(call);
            }
            run.tick();
            assertThat(run.sink.packets).extracting(LegModelTest::numberOf).isEqualTo(run.model.packets);
            assertThat(run.events.log.stream().filter(event -> event.startsWith("-")))
                    .containsExactlyInAnyOrderElementsOf(run.model.marks);
            assertThat(run.manual.clock().resources().pool().used())
                    .as("blocks of the utterances that are queued")
                    .isLessThanOrEqualTo(run.model.queue.size());
        }
    }

    private static int numberOf(RecordingPacketSink.Sent packet) {
        return packet.silence() ? 0 : packet.payload()[0];
    }
}
