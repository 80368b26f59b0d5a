package dev.parlando.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.credentials.ActiveKeys;
import dev.parlando.internal.event.CallbackExecutor;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that a shard ends each of its tasks on its own. Its loop runs on the thread of the test, in fake time. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventLoopShardTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final CallbackExecutor callbacks = new CallbackExecutor(null);
    private final ActiveKeys keys = new ActiveKeys(null, Duration.ofSeconds(1), callbacks);
    private @Nullable EmbeddedChannel channel;

    /** A task that records how it ended, and may fail at each step. */
    private static final class RecordingTask implements EventLoopShard.Task {
        private final boolean failing;
        private @Nullable ParlandoException aborted;
        private @Nullable ParlandoException failedDirectly;
        private @Nullable ParlandoException failedStages;

        RecordingTask(boolean failing) {
            this.failing = failing;
        }

        @Override
        public void abort(ParlandoException error) {
            aborted = error;
            failIfWanted();
        }

        @Override
        public void failDirectly(ParlandoException error) {
            failedDirectly = error;
            failIfWanted();
        }

        private void failIfWanted() {
            if (failing) {
                throw new NoClassDefFoundError("made by the test");
            }
        }

        @Override
        public void failStages(ParlandoException error) {
            failedStages = error;
            failIfWanted();
        }
    }

    /** Creates the channel on the thread of the test, which thereby is the loop's. */
    @BeforeEach
    void createLoop() {
        channel = new EmbeddedChannel();
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        loop().finishAndReleaseAll();
        keys.close();
        callbacks.close();
    }

    private EmbeddedChannel loop() {
        if (channel == null) {
            throw new IllegalStateException("no loop");
        }
        return channel;
    }

    private EventLoopShard shard(Duration closeGrace) {
        return ShardFixture.shard(loop().eventLoop(), closeGrace, keys, callbacks);
    }

    private List<RecordingTask> startTasks(EventLoopShard shard) {
        List<RecordingTask> tasks =
                Stream.of(true, false, true, false).map(RecordingTask::new).toList();
        tasks.forEach(task -> shard.start(task, () -> {}));
        loop().runPendingTasks();
        return tasks;
    }

    @Test
    void abortsTasksBehindOneThatFailsToAbort() {
        EventLoopShard shard = shard(Duration.ZERO);
        List<RecordingTask> tasks = startTasks(shard);
        shard.close();
        for (RecordingTask task : tasks) {
            assertThat(task.aborted).isInstanceOf(EngineClosedException.class);
            assertThat(task.failedStages != null).isEqualTo(task.failing);
        }
        assertThat(shard.closed()).isCompleted();
        ShardFixture.halt(shard);
    }

    @Test
    void endsTasksBehindOneThatFailsAfterTheLoop() {
        EventLoopShard shard = shard(Duration.ZERO);
        List<RecordingTask> tasks = startTasks(shard);
        ShardFixture.halt(shard);
        for (RecordingTask task : tasks) {
            assertThat(task.failedDirectly).isInstanceOf(EngineClosedException.class);
            assertThat(task.failedStages != null).isEqualTo(task.failing);
        }
    }

    @Test
    void readsWaitingBytesBeforeGraceEndsAfterProcessStoodStill() {
        EventLoopShard shard = shard(GRACE);
        List<RecordingTask> tasks = startTasks(shard);
        shard.close();
        loop().advanceTimeBy(60, TimeUnit.SECONDS);
        loop().runScheduledPendingTasks();
        assertThat(tasks).allSatisfy(task -> assertThat(task.aborted).isNull());
        tasks.forEach(shard::remove); // Their ends were waiting in the socket.
        loop().runPendingTasks();
        assertThat(shard.closed()).isCompleted();
        loop().advanceTimeBy(1, TimeUnit.SECONDS);
        loop().runScheduledPendingTasks();
        assertThat(tasks).allSatisfy(task -> assertThat(task.aborted).isNull());
        ShardFixture.halt(shard);
    }
}
