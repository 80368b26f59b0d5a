package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.LogRecorder;
import dev.parlando.internal.live.WriterCallbacks;
import dev.parlando.text.LiveTextReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Tests of exceptions that the code of a writer throws, and of an executor that is shut down. */
class LiveTextCallbackTest {
    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private final LiveText text = LiveText.of(SpeechRequest.template().build());

    private void runExecutor() {
        Runnable task;
        while ((task = executor.poll()) != null) {
            task.run();
        }
    }

    private void addThrowingActions() {
        text.onCancel(() -> {
            throw new IllegalStateException("first");
        });
        text.onCancel(() -> events.add("second"));
        text.onCancel(() -> {
            throw new AssertionError("third");
        });
        text.onCancel(() -> events.add("fourth"));
    }

    private void assertAllRunAndOneIsLogged(LogRecorder log) {
        assertThat(events).containsExactly("second", "fourth");
        assertThat(log.records()).singleElement().satisfies(record -> assertThat(record.getThrown())
                .hasMessage("first"));
    }

    @Test
    void throwingActionsAreLoggedOnceAndStopNoOther() {
        try (LogRecorder log = new LogRecorder(WriterCallbacks.class.getName(), Level.WARNING)) {
            addThrowingActions();
            assertThat(text.reader(executor::add).state()).isEqualTo(LiveTextReader.State.OPEN);
            text.cancel();
            runExecutor();
            assertAllRunAndOneIsLogged(log);
        }
    }

    @Test
    void theSameOnTheThreadOfTheCaller() {
        try (LogRecorder log = new LogRecorder(WriterCallbacks.class.getName(), Level.WARNING)) {
            addThrowingActions();
            text.cancel();
            assertAllRunAndOneIsLogged(log);
        }
    }

    @Test
    void actionsRunWithoutTheirExecutorOnceItIsShutDown() {
        LiveTextReader reader = text.reader(task -> {
            throw new RejectedExecutionException();
        });
        text.onCancel(() -> events.add("cancelled"));
        reader.close();
        assertThat(events).containsExactly("cancelled");
    }

    /** The text would stay open for ever. */
    @Test
    void throwingSubscriptionFailsTheText() {
        IllegalStateException failure = new IllegalStateException("model overloaded");
        text.subscribeTo(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                throw failure;
            }

            @Override
            public void cancel() {}
        }));
        LiveTextReader reader = text.reader(executor::add);
        assertThat(reader.state()).isEqualTo(LiveTextReader.State.FAILED);
        assertThat(reader.failure()).isSameAs(failure);
    }
}
