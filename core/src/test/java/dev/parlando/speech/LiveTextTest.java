package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.LiveTextReport;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.TextFilters;
import dev.parlando.text.TextSegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests the writing end of a live text, its room, its report and its publisher. */
class LiveTextTest {
    private static final SpeechRequest TEMPLATE = SpeechRequest.template().build();
    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();

    private final LiveText text = LiveText.of(TEMPLATE, LiveTextSettings.DEFAULT.withCapacityCharacters(100));

    /** Reads and sends all segments that are complete. */
    private static String readAll(LiveTextReader reader) {
        return readAll(reader, 0);
    }

    private static String readAll(LiveTextReader reader, long start) {
        StringBuilder read = new StringBuilder();
        TextSegment segment;
        while ((segment = reader.next(0)) != null) {
            assertThat(segment.spokenStart()).isEqualTo(start + read.length());
            read.append(segment.spoken());
            reader.sent(segment);
        }
        return read.toString();
    }

    private void runExecutor() {
        Runnable task;
        while ((task = executor.poll()) != null) {
            task.run();
        }
    }

    @Test
    void reportsRoomAndRejectsTextThatDoesNotFit() {
        assertThat(text.append("x".repeat(60))).isEqualTo(40);
        assertThatThrownBy(() -> text.append("y".repeat(41)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("room for 40")
                .hasMessageContaining("live.capacity_characters");
        assertThat(text.append("z".repeat(40))).isZero();
        text.flush();
        assertThat(readAll(text.reader(executor::add))).hasSize(100);
        assertThat(text.append("more")).isEqualTo(96);
    }

    @Test
    void dividesTheWrittenTextIntoHeardUnheardAndUnsent() {
        LiveTextReader reader = text.reader(executor::add);
        text.append("Here is the **first** sentence. Here is the second one. And");
        TextSegment first = Objects.requireNonNull(reader.next(0));
        reader.sent(first);
        LiveTextReport report = text.report(12);
        assertThat(report.heard()).isEqualTo("Here is the ");
        assertThat(report.heard() + report.unheard() + report.unsent()).isEqualTo(report.written());
        assertThat(report.written()).isEqualTo("Here is the **first** sentence. Here is the second one. And");
        assertThat(report.sentCharacters()).isEqualTo(first.spokenEnd());
        assertThat(report.unheardSentCharacters()).isEqualTo(first.spokenEnd() - 12);
        assertThat(text.report(1_000).unheard()).isEmpty();
        assertThatThrownBy(() -> text.report(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesOutBlankSegments() {
        LiveText text = LiveText.of(TEMPLATE, LiveTextSettings.DEFAULT.withFilter(TextFilters::none));
        LiveTextReader reader = text.reader(executor::add);
        text.append(
                "\u4eca\u5929\u5929\u6c14\u771f\u597d\u3002"); // A mark that ends its sentence immediately, in front of
        // a pause.
        TextSegment first = Objects.requireNonNull(reader.next(0));
        text.append("\n \n");
        text.flush();
        assertThat(reader.next(0)).isNull();
        assertThat(text.report(0).sentCharacters()).isZero(); // In front of it, there is text that was not sent.
        reader.sent(first);
        assertThat(text.report(0).sentCharacters()).isEqualTo(10);
        text.append("\u4eca\u5929\u5929\u6c14\u771f\u597d\u3002");
        text.flush();
        TextSegment second = Objects.requireNonNull(reader.next(0));
        assertThat(second.spokenStart()).isEqualTo(10);
        reader.sent(second);
        text.append(" \t");
        text.end();
        assertThat(reader.next(0)).isNull();
        assertThat(reader.state()).isEqualTo(LiveTextReader.State.ENDED);
        assertThat(text.takeSent())
                .isEqualTo(
                        "\u4eca\u5929\u5929\u6c14\u771f\u597d\u3002\n \n\u4eca\u5929\u5929\u6c14\u771f\u597d\u3002 \t");
        assertThat(text.report(0).unsent()).isEmpty();
    }

    @Test
    void blankTextMakesRoomWithoutBeingSent() {
        LiveTextReader reader = text.reader(executor::add);
        text.append(" ".repeat(100));
        text.flush();
        assertThat(reader.next(0)).isNull();
        assertThat(text.append("more")).isEqualTo(96);
    }

    @Test
    void returnsSentTextOnce() {
        LiveTextReader reader = text.reader(executor::add);
        text.append("The **first** one. The second one of them is long enough. And");
        TextSegment first = Objects.requireNonNull(reader.next(0));
        assertThat(text.takeSent()).isEmpty();
        reader.sent(first);
        reader.sent(first); // Sent again after its connection was lost.
        assertThat(text.takeSent()).isEqualTo("The first one. ");
        readAll(reader, first.spokenEnd());
        assertThat(text.takeSent()).isEqualTo("The second one of them is long enough. ");
        assertThat(text.takeSent()).isEmpty();
    }

    @Test
    void runsCancelActionsOnceAndOnTheExecutor() {
        LiveTextReader reader = text.reader(executor::add);
        text.onCancel(() -> events.add("first"));
        text.cancel();
        reader.close();
        assertThat(events).isEmpty();
        runExecutor();
        assertThat(events).containsExactly("first");
        text.onCancel(() -> events.add("second"));
        runExecutor();
        assertThat(events).containsExactly("first", "second");
        assertThat(reader.state()).isEqualTo(LiveTextReader.State.CANCELLED);
        assertThat(text.append("discarded")).isZero();
    }

    @Test
    void runsNoCancelActionAfterTheEnd() {
        LiveTextReader reader = text.reader(executor::add);
        text.onCancel(() -> events.add("cancelled"));
        text.append("All of it");
        text.end();
        reader.close();
        runExecutor();
        assertThat(events).isEmpty();
        assertThatThrownBy(() -> text.append("more")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isEndedOnceAllSegmentsWereReturned() {
        LiveTextReader reader = text.reader(executor::add);
        text.append("The last words");
        IllegalStateException failure = new IllegalStateException("model overloaded");
        text.fail(failure);
        assertThat(reader.state()).isEqualTo(LiveTextReader.State.OPEN);
        assertThat(reader.failure()).isNull();
        assertThat(reader.next(0)).isEqualTo(new TextSegment("The last words", 0, true));
        assertThat(reader.state()).isEqualTo(LiveTextReader.State.FAILED);
        assertThat(reader.failure()).isSameAs(failure);
    }

    @Test
    void isSpokenOnce() {
        assertThat(text.reader(executor::add)).isNotNull();
        assertThatThrownBy(() -> text.reader(executor::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already spoken");
    }

    @Test
    void rejectsRequestsThatCannotBeTemplates() {
        assertThatThrownBy(() -> LiveText.of(SpeechRequest.of("Hello")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("SpeechRequest.template()");
        SpeechRequest next = SpeechRequest.template().nextText("more").build();
        assertThatThrownBy(() -> LiveText.of(next))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("next_text");
    }

    /** A publisher of an endless text, which emits on the thread that requests. */
    private final class EndlessPublisher implements Flow.Publisher<String>, Flow.Subscription {
        private Flow.@Nullable Subscriber<? super String> subscriber;
        private long requested;
        private boolean emitting;

        @Override
        public void subscribe(Flow.Subscriber<? super String> newSubscriber) {
            subscriber = newSubscriber;
            newSubscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested += n;
            long open = n;
            if (emitting) {
                return;
            }
            emitting = true;
            for (long emitted = requested - open; emitted < requested; emitted++) {
                Objects.requireNonNull(subscriber).onNext("Nine char");
            }
            emitting = false;
        }

        @Override
        public void cancel() {
            events.add("upstream cancelled");
        }
    }

    @Test
    void requestsNothingWithoutRoom() {
        EndlessPublisher publisher = new EndlessPublisher();
        text.subscribeTo(publisher);
        assertThat(publisher.requested).isEqualTo(12); // One more than fits.
        LiveTextReader reader = text.reader(executor::add);
        text.flush();
        readAll(reader);
        assertThat(publisher.requested).isEqualTo(12);
        runExecutor();
        assertThat(publisher.requested).isEqualTo(24);
        reader.close();
        runExecutor();
        assertThat(events).containsExactly("upstream cancelled");
    }

    /** The publisher would otherwise write for ever, since there is always room for text that is discarded. */
    @Test
    void cancelsItsPublisherIfItIsEndedByAnother() {
        EndlessPublisher publisher = new EndlessPublisher();
        text.subscribeTo(publisher);
        text.end();
        readAll(text.reader(executor::add));
        for (int i = 0; i < 10; i++) {
            runExecutor();
        }
        assertThat(events).containsExactly("upstream cancelled");
        assertThat(publisher.requested).isEqualTo(13); // The last one was discarded.
    }

    @Test
    void keepsTheHeapFlatForAnEndlessPublisher() {
        EndlessPublisher publisher = new EndlessPublisher();
        text.subscribeTo(publisher);
        LiveTextReader reader = text.reader(executor::add);
        for (int i = 0; i < 1_000; i++) {
            assertThat(reader.nanosUntilQuiet(0)).isPositive();
            runExecutor();
        }
        assertThat(publisher.requested).isEqualTo(12);
        assertThat(text.report(0).unsent()).hasSize(108);
    }

    @Test
    void endsWithItsPublisher() {
        List<Flow.Subscriber<? super String>> subscribers = new ArrayList<>();
        EndlessPublisher publisher = new EndlessPublisher();
        publisher.emitting = true; // Emits nothing.
        text.subscribeTo(subscriber -> {
            subscribers.add(subscriber);
            subscriber.onSubscribe(publisher);
        });
        assertThatThrownBy(() -> text.subscribeTo(new EndlessPublisher())).isInstanceOf(IllegalStateException.class);
        LiveTextReader reader = text.reader(executor::add);
        IllegalStateException failure = new IllegalStateException("model overloaded");
        subscribers.get(0).onError(failure);
        assertThat(reader.failure()).isSameAs(failure);
    }
}
