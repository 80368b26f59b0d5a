package dev.parlando.cache;

import static dev.parlando.cache.CacheFixture.call;
import static dev.parlando.cache.CacheFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.governor.Priority;
import dev.parlando.speech.ScriptedSpeechStream;
import dev.parlando.speech.SpeechRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of requests in advance. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PrefetchTest {
    private final BlockingQueue<ScriptedSpeechStream> sent = new LinkedBlockingQueue<>();
    private final Queue<Priority> priorities = new ConcurrentLinkedQueue<>();
    private final CachedSpeech cache = CachedSpeech.over((request, handler, options) -> {
        priorities.add(options.priority());
        ScriptedSpeechStream stream = new ScriptedSpeechStream(request, handler);
        sent.add(stream);
        return stream;
    });

    @AfterEach
    void close() {
        cache.close();
    }

    private static List<SpeechRequest> requests(int count) {
        return IntStream.range(0, count).mapToObj(i -> request("line " + i)).toList();
    }

    private ScriptedSpeechStream next() throws InterruptedException {
        ScriptedSpeechStream stream = sent.poll(30, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }

    @Test
    void requestsFewLinesAtATime() throws Exception {
        CompletableFuture<Void> done = cache.prefetch(requests(6)).toCompletableFuture();
        assertThat(sent).hasSize(PrefetchRun.CONCURRENT);
        for (int i = 0; i < 6; i++) {
            assertThat(done).isNotDone();
            next().chunk((byte) 1).end();
        }
        done.get(30, TimeUnit.SECONDS);
        assertThat(priorities).hasSize(6).containsOnly(Priority.PREFETCH);
        assertThat(call(cache, request("line 5")).audio()).containsExactly(1);
        assertThat(cache.statistics().hits()).isEqualTo(1);
    }

    @Test
    void reportsFirstErrorAfterAllHaveEnded() throws Exception {
        CompletableFuture<Void> done = cache.prefetch(requests(5)).toCompletableFuture();
        TransportException broken = new TransportException("broken", null, RequestProgress.PROCESSED);
        next().fail(broken);
        for (int i = 1; i < 5; i++) {
            assertThat(done).isNotDone();
            next().chunk((byte) 1).end();
        }
        assertThatThrownBy(() -> done.get(30, TimeUnit.SECONDS)).hasCause(broken);
        assertThat(cache.statistics().recordings()).isEqualTo(4);
    }

    @Test
    void endsWithoutRequestsAndAfterClose() throws Exception {
        cache.prefetch(List.of()).toCompletableFuture().get(30, TimeUnit.SECONDS);
        cache.close();
        CompletableFuture<Void> refused = cache.prefetch(requests(1)).toCompletableFuture();
        assertThatThrownBy(() -> refused.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(EngineClosedException.class);
    }
}
