package dev.parlando.internal.program;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.feed.AudioFeed;
import dev.parlando.internal.live.LiveTimer;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.transcript.SpeechTiming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The audio of one program. A thread reads its output into a bounded queue, so that a caller that holds stops the program
 * through its pipe.
 *
 * <p>Threading: as {@link AudioFeed}. The program has a thread each for its input, output and standard error.
 */
public final class ProgramFeed implements AudioFeed {
    private static final int BLOCK_BYTES = 8 * 1024;
    private static final int MAX_BLOCKS = 8;
    /** Time for standard error, which another process may have inherited, after the end of the program. */
    private static final long LAST_WORDS_MILLIS = 500;

    private static final SpeechResponse RESPONSE =
            new SpeechResponse("program", false, null, null, null, null, 0, null, null, null, null, null, null);

    private final Supplier<List<String>> command;
    private final byte[] text;
    private final @Nullable WavHeader header;
    private final Duration silence;
    private final LiveTimer timer;
    private final Executor threads;
    private final ErrorOutput errorOutput = new ErrorOutput();
    private volatile Runnable onChange = () -> {};
    private volatile @Nullable ParlandoException failure;
    private volatile boolean started;
    private volatile boolean stalled;
    private ByteBuffer current = ByteBuffer.allocate(0);

    @GuardedBy("this")
    private final Queue<ByteBuffer> blocks = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable Process process;

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private boolean closed;

    /**
     * Creates a feed of a program that has not started.
     *
     * @param header the check of a WAV header; null for other formats
     */
    public ProgramFeed(
            Supplier<List<String>> command,
            String text,
            @Nullable WavHeader header,
            Duration silence,
            LiveTimer timer,
            Executor threads) {
        this.command = command;
        this.text = text.getBytes(StandardCharsets.UTF_8);
        this.header = header;
        this.silence = silence;
        this.timer = timer;
        this.threads = threads;
    }

    @Override
    public void open(Runnable changed) {
        onChange = changed;
        threads.execute(this::run);
    }

    private void run() {
        long bytes = 0;
        try {
            Process running = start();
            if (running != null) {
                threads.execute(() -> writeText(running));
                CompletableFuture<Void> errors =
                        CompletableFuture.runAsync(() -> errorOutput.readAll(running), threads);
                bytes = readAudio(running.getInputStream());
                failure = outcome(await(running, errors), bytes);
            }
        } catch (IOException notStarted) {
            failure = new TransportException(
                    "the program could not be started: " + notStarted.getMessage(),
                    notStarted,
                    RequestProgress.NOT_SENT);
        } catch (Throwable thrown) {
            failure = UnexpectedFailure.toException(thrown);
        }
        kill();
        synchronized (this) {
            ended = true;
        }
        onChange.run();
    }

    /** Starts the program; returns null if the stream has ended before. */
    private @Nullable Process start() throws IOException {
        Process running = new ProcessBuilder(command.get()).start();
        synchronized (this) {
            process = running;
        }
        if (isClosed()) {
            return null;
        }
        return running;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void writeText(Process running) {
        try (OutputStream input = running.getOutputStream()) {
            input.write(text);
        } catch (IOException endedBefore) {
            return; // The program has read as much as it wants; its exit code decides.
        }
    }

    private long readAudio(InputStream output) {
        long bytes = 0;
        try {
            int count;
            byte[] block = new byte[BLOCK_BYTES];
            while ((count = read(output, block)) >= 0) {
                ByteBuffer audio = ByteBuffer.wrap(block, 0, count);
                audio = header == null ? audio : header.accept(audio);
                bytes += audio.remaining();
                if (audio.hasRemaining() && !put(audio)) {
                    break;
                }
                block = new byte[BLOCK_BYTES];
            }
        } catch (IOException closedByKill) {
            return bytes;
        }
        return bytes;
    }

    private int read(InputStream output, byte[] block) throws IOException {
        Runnable stopTimer = timer.schedule(this::onSilence, silence.toNanos());
        try {
            return output.read(block);
        } finally {
            stopTimer.run();
        }
    }

    private void onSilence() {
        stalled = true;
        kill();
    }

    /** Adds a block when there is room. Returns false if the stream has ended. */
    private boolean put(ByteBuffer audio) {
        synchronized (this) {
            while (blocks.size() >= MAX_BLOCKS && !closed) {
                try {
                    wait();
                } catch (InterruptedException interrupt) {
                    closed = true;
                }
            }
            blocks.add(audio);
            started = true;
            if (closed) {
                return false;
            }
        }
        onChange.run();
        return true;
    }

    /** Returns the exit code of a program that has closed its output, after its last words. */
    private int await(Process running, CompletableFuture<Void> errors) throws InterruptedException {
        Runnable stopTimer = timer.schedule(this::onSilence, silence.toNanos());
        try {
            int code = running.waitFor();
            errors.completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
            return code;
        } finally {
            stopTimer.run();
        }
    }

    private @Nullable ParlandoException outcome(int exitCode, long bytes) {
        if (stalled) {
            String message = "the program wrote nothing for " + silence.toMillis() + " ms and was killed";
            return bytes == 0
                    ? new TransportException(message, null, RequestProgress.PROCESSED, TimeoutPhase.SILENCE)
                    : new TruncatedAudioException(message, null, bytes, null, TimeoutPhase.SILENCE);
        }
        if (exitCode != 0) {
            String message = "the program ended with exit code " + exitCode + errorOutput.tail();
            return bytes == 0
                    ? new TransportException(message, null, RequestProgress.PROCESSED)
                    : new TruncatedAudioException(message, null, bytes);
        }
        return bytes == 0 ? new UnexpectedResponseException("the program wrote no audio" + errorOutput.tail()) : null;
    }

    @Override
    public @Nullable ByteBuffer next() {
        if (current.hasRemaining()) {
            return current;
        }
        synchronized (this) {
            boolean atEnd = ended;
            ByteBuffer block = blocks.poll();
            notifyAll();
            if (block == null) {
                return atEnd ? null : current;
            }
            current = block;
            return block;
        }
    }

    @Override
    public @Nullable SpeechResponse response() {
        return started ? RESPONSE : null;
    }

    @Override
    public @Nullable SpeechTiming nextTiming() {
        return null;
    }

    @Override
    public @Nullable ParlandoException failure() {
        return failure;
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        kill();
    }

    /** Kills the program and those that it has started. */
    private void kill() {
        Process running;
        synchronized (this) {
            running = process;
        }
        if (running != null && running.isAlive()) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.toHandle().destroyForcibly(); // Unlike the process, it does not close streams that are being read.
        }
    }
}
