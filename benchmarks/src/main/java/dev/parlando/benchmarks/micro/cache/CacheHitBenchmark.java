package dev.parlando.benchmarks.micro.cache;

import dev.parlando.benchmarks.rig.process.RedisProcess;
import dev.parlando.cache.CacheSettings;
import dev.parlando.cache.CachedSpeech;
import dev.parlando.fallback.ProgramSpeech;
import dev.parlando.fleet.RedisSettings;
import dev.parlando.fleet.RedisSpeechStore;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of the time from the call to the first chunk, if the cache has the audio: 240 kB, 5 s of 24 kHz PCM. A
 * pause of 1 ms before each call lets the threads fall asleep, and is not measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CacheHitBenchmark {
    private static final SpeechRequest REQUEST = SpeechRequest.builder("The gate is open.")
            .voice("voice")
            .outputFormat(OutputFormat.PCM_24000)
            .build();

    /** Also {@code redis}, which needs a {@code redis-server}. */
    @Param({"memory", "disk", "encrypted"})
    public String tier = "memory";

    private final SpeechSource unused = (request, handler, options) -> {
        throw new IllegalStateException("the cache has the audio");
    };
    private CacheSettings settings = CacheSettings.DEFAULT;

    @SuppressWarnings("NullAway.Init") // Initialized by `store()`.
    private Path directory;

    @SuppressWarnings("NullAway.Init") // Initialized by `store()`.
    private CachedSpeech cache;

    private Runnable closeStore = () -> {};

    private final Semaphore arrived = new Semaphore(0);

    @Setup
    public void store() throws IOException {
        directory = Files.createTempDirectory("parlando-cache");
        settings = tier.equals("redis") ? settings.withSharedStore(openStore()) : settings.withDirectory(directory);
        if (tier.equals("encrypted")) {
            settings = settings.withEncryptionKey(new SecretKeySpec(new byte[32], "AES"));
        }
        List<String> speaker = List.of("head", "-c", "240000", "/dev/zero");
        try (ProgramSpeech program = ProgramSpeech.raw(OutputFormat.PCM_24000, request -> speaker);
                CachedSpeech first = CachedSpeech.over(program, settings)) {
            first.stream(REQUEST, chunk -> ChunkAction.CONTINUE).join();
        }
        open();
        speak(); // Into memory.
    }

    private RedisSpeechStore openStore() throws IOException {
        RedisProcess redis = RedisProcess.start();
        RedisSpeechStore store = RedisSpeechStore.open(RedisSettings.of(redis.uri()), "benchmark");
        closeStore = () -> {
            store.close();
            redis.close();
        };
        return store;
    }

    private void open() {
        cache = CachedSpeech.over(unused, settings);
    }

    /** Opens a new cache for each call from disk, which has nothing in memory. */
    @Setup(Level.Invocation)
    public void pause() {
        if (!tier.equals("memory")) {
            cache.close();
            open();
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }

    @TearDown
    public void delete() throws IOException {
        cache.close();
        closeStore.run();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(CacheHitBenchmark::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Speaks until the first chunk has arrived. The thread sleeps meanwhile: on two cores, a spinning one delays the threads
     * of the cache by a time slice.
     */
    @Benchmark
    public void speak() {
        cache.stream(REQUEST, chunk -> {
            arrived.release();
            return ChunkAction.CANCEL;
        });
        arrived.acquireUninterruptibly();
    }
}
