package dev.parlando.cache;

import static dev.parlando.internal.option.OptionRange.checkRange;

import dev.parlando.error.InvalidRequestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link CachedSpeech}. Immutable; start with {@link #DEFAULT} and call the {@code with} methods, which
 * reject a value that is not allowed with an {@link InvalidRequestException}.
 */
public final class CacheSettings {
    private static final long MIN_BYTES = 1024 * 1024;
    private static final long MAX_BYTES = 1L << 40;
    private static final Duration MIN_AGE = Duration.ofSeconds(1);
    private static final Duration MAX_AGE = Duration.ofDays(10_000);
    private static final Duration MIN_STORE_TIMEOUT = Duration.ofMillis(10);
    private static final Duration MAX_STORE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAX_STORE_WAIT = Duration.ofHours(1);
    private static final Set<Integer> AES_KEY_BYTES = Set.of(16, 24, 32);

    /** Up to 64 MiB in memory, without a directory. Audio is used for 30 days, also that of requests without a seed. */
    public static final CacheSettings DEFAULT = new CacheSettings(new Values());

    private final Values values;

    private CacheSettings(Values values) {
        this.values = values;
    }

    private CacheSettings with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new CacheSettings(copy);
    }

    /** Returns the limit of audio in memory, in bytes. */
    public long memoryBytes() {
        return values.memoryBytes;
    }

    /**
     * Returns a copy with another limit of audio in memory, 1 MiB to 1 TiB. It includes audio that is arriving or being
     * read. Audio of more than a quarter of it is not stored.
     */
    public CacheSettings withMemoryBytes(long bytes) {
        checkRange("memoryBytes", bytes, MIN_BYTES, MAX_BYTES);
        return with(copy -> copy.memoryBytes = bytes);
    }

    /** Returns the directory for audio on disk; null if there is none. */
    public @Nullable Path directory() {
        return values.directory;
    }

    /**
     * Returns a copy that stores audio in a directory, too. It is created with its first file, readable by its owner
     * only. Several processes may use one directory.
     */
    public CacheSettings withDirectory(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return with(copy -> copy.directory = directory);
    }

    /** Returns the limit of the files in the directory, in bytes. */
    public long diskBytes() {
        return values.diskBytes;
    }

    /**
     * Returns a copy with another limit of the files in the directory, 1 MiB to 1 TiB. The default is 1 GiB. The files
     * that were not used for the longest time are deleted first. If the disk is full below the limit, they are deleted, too.
     */
    public CacheSettings withDiskBytes(long bytes) {
        checkRange("diskBytes", bytes, MIN_BYTES, MAX_BYTES);
        return with(copy -> copy.diskBytes = bytes);
    }

    /** Returns the time after which audio is requested again. */
    public Duration maxAge() {
        return values.maxAge;
    }

    /** Returns a copy with another time after which audio is requested again, 1 s to 10,000 days. */
    public CacheSettings withMaxAge(Duration age) {
        checkRange("maxAge", age, MIN_AGE, MAX_AGE);
        return with(copy -> copy.maxAge = age);
    }

    /** Returns the key that encrypts the files; null if they are not encrypted. */
    public @Nullable SecretKey encryptionKey() {
        return values.encryptionKey;
    }

    /**
     * Returns a copy with a key that encrypts the files and the values of a shared store with AES-GCM, of 16, 24 or 32
     * bytes. Their names are derived from it, too, so that they confirm no guessed text.
     */
    public CacheSettings withEncryptionKey(SecretKey key) {
        byte[] encoded = Objects.requireNonNull(key, "key").getEncoded();
        if (encoded == null || !AES_KEY_BYTES.contains(encoded.length)) {
            throw new InvalidRequestException(
                    "encryptionKey", "the key has to provide its 16, 24 or 32 bytes; use an AES key");
        }
        return with(copy -> copy.encryptionKey = key);
    }

    /** Returns whether requests without a seed are stored. */
    public boolean unseeded() {
        return values.unseeded;
    }

    /**
     * Returns a copy that stores requests without a seed or not. Without a seed, the service speaks a text a little
     * differently each time, and from the cache it is always the same.
     */
    public CacheSettings withUnseeded(boolean stored) {
        return with(copy -> copy.unseeded = stored);
    }

    /** Returns the store that several machines share; null if there is none. */
    public @Nullable SharedStore sharedStore() {
        return values.sharedStore;
    }

    /**
     * Returns a copy that also uses a store that several machines share, behind the memory and the directory. The cache
     * does not close it. One of the machines requests the audio, and the others wait for it for a limited time.
     */
    public CacheSettings withSharedStore(SharedStore store) {
        Objects.requireNonNull(store, "store");
        return with(copy -> copy.sharedStore = store);
    }

    /** Returns the longest wait for a response of the shared store. */
    public Duration storeTimeout() {
        return values.storeTimeout;
    }

    /**
     * Returns a copy with another longest wait for a response of the shared store, 10 ms to 30 s. The default is 500 ms.
     * After a failure, the store is not used for 5 s.
     */
    public CacheSettings withStoreTimeout(Duration timeout) {
        checkRange("storeTimeout", timeout, MIN_STORE_TIMEOUT, MAX_STORE_TIMEOUT);
        return with(copy -> copy.storeTimeout = timeout);
    }

    /** Returns the longest wait of a call for the request of another machine. */
    public Duration storeWait() {
        return values.storeWait;
    }

    /**
     * Returns a copy with another longest wait of a call for the request of another machine, 0 to 1 h. The default is
     * 2 s. A call begins when the other machine has received all of the audio, and sends its own request after the wait.
     * Calls with the priority {@link dev.parlando.governor.Priority#LIVE} never wait.
     */
    public CacheSettings withStoreWait(Duration wait) {
        checkRange("storeWait", wait, Duration.ZERO, MAX_STORE_WAIT);
        return with(copy -> copy.storeWait = wait);
    }

    /** Returns the longest wait of a prefetch for the request of another machine. */
    public Duration storePrefetchWait() {
        return values.storePrefetchWait;
    }

    /**
     * Returns a copy with another longest wait for the request of another machine, 0 to 1 h, of calls with the priority
     * {@link dev.parlando.governor.Priority#PREFETCH}. The default is 1 min.
     */
    public CacheSettings withStorePrefetchWait(Duration wait) {
        checkRange("storePrefetchWait", wait, Duration.ZERO, MAX_STORE_WAIT);
        return with(copy -> copy.storePrefetchWait = wait);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CacheSettings settings && values.all().equals(settings.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    /** Describes the settings without the key. */
    @Override
    public String toString() {
        return "CacheSettings[memoryBytes=" + memoryBytes() + ", directory=" + directory() + ", diskBytes="
                + diskBytes() + ", maxAge=" + maxAge() + ", encrypted=" + (encryptionKey() != null) + ", unseeded="
                + unseeded() + ", sharedStore=" + sharedStore() + ", storeTimeout=" + storeTimeout() + ", storeWait="
                + storeWait() + ", storePrefetchWait=" + storePrefetchWait() + "]";
    }

    private static final class Values {
        long memoryBytes = 64L * 1024 * 1024;

        @Nullable
        Path directory;

        long diskBytes = 1024L * 1024 * 1024;
        Duration maxAge = Duration.ofDays(30);

        @Nullable
        SecretKey encryptionKey;

        boolean unseeded = true;

        @Nullable
        SharedStore sharedStore;

        Duration storeTimeout = Duration.ofMillis(500);
        Duration storeWait = Duration.ofSeconds(2);
        Duration storePrefetchWait = Duration.ofMinutes(1);

        Values copy() {
            Values copy = new Values();
            copy.memoryBytes = memoryBytes;
            copy.directory = directory;
            copy.diskBytes = diskBytes;
            copy.maxAge = maxAge;
            copy.encryptionKey = encryptionKey;
            copy.unseeded = unseeded;
            copy.sharedStore = sharedStore;
            copy.storeTimeout = storeTimeout;
            copy.storeWait = storeWait;
            copy.storePrefetchWait = storePrefetchWait;
            return copy;
        }

        List<@Nullable Object> all() {
            return Arrays.asList(
                    memoryBytes,
                    directory,
                    diskBytes,
                    maxAge,
                    encryptionKey,
                    unseeded,
                    sharedStore,
                    storeTimeout,
                    storeWait,
                    storePrefetchWait);
        }
    }
}
