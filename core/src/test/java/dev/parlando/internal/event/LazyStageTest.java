package dev.parlando.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LazyStageTest {
    private final List<Runnable> tasks = new ArrayList<>();
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final LazyStage<String> stage = new LazyStage<>(result, new CallbackExecutor(tasks::add));

    @Test
    void dispatchesOnceHoweverOftenItIsPolled() {
        List<CompletableFuture<String>> polled = new ArrayList<>();
        for (int poll = 0; poll < 1_000; poll++) {
            polled.add(stage.get().toCompletableFuture());
        }
        result.complete("done");
        assertThat(tasks).hasSize(1);
        assertThat(polled).noneMatch(CompletableFuture::isDone);

        tasks.get(0).run();

        assertThat(polled).allMatch(each -> "done".equals(each.join()));
    }

    @Test
    void needsNoDispatchAfterCompletion() {
        stage.get();
        result.complete("done");
        assertThat(stage.get().toCompletableFuture()).isCompletedWithValue("done");
    }
}
