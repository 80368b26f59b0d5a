package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.LogRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DirectPathTest {
    private final List<Object> items = new ArrayList<>();
    private final DirectPath path = new DirectPath("the handler of the test", this::nanoTime);
    private long nanos;
    private long itemNanos;

    private long nanoTime() {
        return nanos;
    }

    private void publish(long durationMillis) {
        itemNanos = TimeUnit.MILLISECONDS.toNanos(durationMillis);
        assertThat(path.tryPublish(
                        item -> {
                            items.add(item);
                            nanos += itemNanos;
                        },
                        "item"))
                .isTrue();
    }

    @Test
    void callsTargetBeforeItReturns() {
        publish(0);
        assertThat(items).containsExactly("item");
    }

    @Test
    void logsSlowHandlerOnce() {
        try (LogRecorder log = new LogRecorder(DirectPath.class.getName(), Level.WARNING)) {
            publish(99);
            publish(100);
            while (log.messages().isEmpty()) {
                Thread.onSpinWait(); // Another thread logs.
            }
            publish(5000);
            assertThat(log.messages())
                    .containsExactly("the handler of the test has blocked its event loop for 100 ms, and with it all"
                            + " streams of that loop; it must not return true from runsOnEventLoop()");
        }
    }
}
