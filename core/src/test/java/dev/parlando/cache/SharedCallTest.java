package dev.parlando.cache;

import static dev.parlando.cache.CacheFixture.call;
import static dev.parlando.cache.CacheFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import dev.parlando.cache.CacheFixture.Call;
import dev.parlando.internal.live.LiveTimer;
import dev.parlando.speech.FakeTimer;
import dev.parlando.speech.ScriptedSpeechSource;
import dev.parlando.speech.ScriptedSpeechStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of a search in the shared store whose timeout passes while the name is claimed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedCallTest {
    private final FakeTimer timer = new FakeTimer();
    private final FakeStore store = new FakeStore(timer);
    private final CompletableFuture<Void> timedOut = new CompletableFuture<>();
    private final CompletableFuture<Void> claimed = new CompletableFuture<>();
    private final Thread timeout = new Thread(() -> timer.pass(500));

    /** The timer, which the thread of the timeout reads only when the claim has been made. */
    private final class LateTimer implements LiveTimer {
        @Override
        public long nanoTime() {
            if (Thread.currentThread() == timeout) {
                timedOut.complete(null);
                claimed.join();
            }
            return timer.nanoTime();
        }

        @Override
        public Runnable schedule(Runnable task, long delayNanos) {
            return timer.schedule(task, delayNanos);
        }
    }

    @Test
    void timeoutDuringClaimSendsOneRequest() throws Exception {
        List<ScriptedSpeechStream> sent = new CopyOnWriteArrayList<>();
        store.beforeClaim = () -> {
            timeout.start();
            timedOut.join();
        };
        try (CachedSpeech cache = new CachedSpeech(
                new ScriptedSpeechSource().playing(sent::add),
                CacheSettings.DEFAULT.withSharedStore(store),
                new CacheFixture(),
                new LateTimer(),
                MoreExecutors::newDirectExecutorService)) {
            Call call = call(cache, request("one line"));
            claimed.complete(null);
            timeout.join();
            assertThat(sent).hasSize(1);
            sent.get(0).chunk(new byte[] {1, 2}).end();
            assertThat(call.audio()).containsExactly(1, 2);
            assertThat(cache.statistics().sharedFailures()).isEqualTo(1);
        }
        assertThat(store.claims()).isZero();
        assertThat(timer.pendingTasks()).isZero();
    }
}
