package dev.parlando.cache;

import static dev.parlando.cache.CacheFixture.RESPONSE;
import static dev.parlando.cache.CacheFixture.call;
import static dev.parlando.cache.CacheFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.cache.CacheFixture.Call;
import dev.parlando.internal.cache.StoredSpeech;
import dev.parlando.internal.cache.TimedPiece;
import dev.parlando.speech.FakeTimer;
import dev.parlando.speech.ScriptedSpeechStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.VoiceSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a cache with a directory: across restarts, with damaged files, and with a disk that fails. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpeechDirectoryTest {
    private static final SpeechRequest REQUEST = request("A secret remark.");
    private static final byte[] AUDIO = "the audio of the remark".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path temporary = Path.of("");

    private final CacheFixture clock = new CacheFixture();
    private final AtomicInteger requests = new AtomicInteger();

    private Path directory() {
        return temporary.resolve("cache");
    }

    private CacheSettings settings() {
        return CacheSettings.DEFAULT.withDirectory(directory());
    }

    private CachedSpeech open(CacheSettings settings) {
        return new CachedSpeech(
                (request, handler, options) -> {
                    requests.incrementAndGet();
                    ScriptedSpeechStream stream = new ScriptedSpeechStream(request, handler);
                    stream.response(RESPONSE).chunk(AUDIO).end();
                    return stream;
                },
                settings,
                clock,
                new FakeTimer());
    }

    /** Speaks the request with a cache that is then closed, and returns the counts. */
    private CacheStatistics speak(CacheSettings settings, SpeechRequest request) {
        CachedSpeech cache = open(settings);
        try (cache) {
            assertThat(call(cache, request).audio()).isEqualTo(AUDIO);
        }
        return cache.statistics();
    }

    private CacheStatistics speak() {
        return speak(settings(), REQUEST);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.toList();
        }
    }

    private Path onlyFile() throws IOException {
        assertThat(files()).hasSize(1);
        return files().get(0);
    }

    @Test
    void answersFromDirectoryAfterRestart() {
        assertThat(speak().writtenFiles()).isEqualTo(1);
        try (CachedSpeech second = open(settings())) {
            Call hit = call(second, REQUEST);
            assertThat(hit.audio()).isEqualTo(AUDIO);
            assertThat(Objects.requireNonNull(hit.handler().await().response()).requestId())
                    .isEqualTo("request-1");
            assertThat(call(second, REQUEST).audio()).isEqualTo(AUDIO);
            assertThat(second.statistics().diskHits()).isEqualTo(1);
            assertThat(second.statistics().hits()).isEqualTo(1);
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isReadableByItsOwnerOnly() throws IOException {
        speak();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void treatsEveryPrefixOfFileAsMiss() throws IOException {
        speak();
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        SpeechFileFormat format = new SpeechFileFormat(null);
        String name = file.getFileName().toString();
        assertThat(format.decode(name, whole).audio()).isEqualTo(AUDIO);
        for (int length = 0; length < whole.length; length++) {
            assertThat(isValid(format, name, Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
        for (int index = 0; index < whole.length; index++) {
            byte[] damaged = whole.clone();
            damaged[index] ^= 1;
            assertThat(isValid(format, name, damaged)).as("byte %d", index).isFalse();
        }
        assertThat(isValid(format, "other", whole)).isFalse();
    }

    private static boolean isValid(SpeechFileFormat format, String name, byte[] content) {
        try {
            format.decode(name, content);
            return true;
        } catch (IOException invalid) {
            return false;
        }
    }

    @Test
    void deletesBrokenFileAndWritesItAgain() throws IOException {
        speak();
        byte[] whole = Files.readAllBytes(onlyFile());
        Files.write(onlyFile(), Arrays.copyOf(whole, whole.length - 1));
        CacheStatistics counts = speak();
        assertThat(counts.brokenFiles()).isEqualTo(1);
        assertThat(counts.writtenFiles()).isEqualTo(1);
        assertThat(requests).hasValue(2);
        assertThat(speak().diskHits()).isEqualTo(1);
    }

    @Test
    void encryptsContentAndName() throws IOException {
        SecretKey key = new SecretKeySpec(new byte[32], "AES");
        SecretKey other = new SecretKeySpec(new byte[16], "AES");
        speak(settings().withEncryptionKey(key), REQUEST);
        Path file = onlyFile();
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(content).doesNotContain("audio").doesNotContain("request-1");
        assertThat(file.getFileName().toString()).doesNotContain(REQUEST.identity());
        assertThat(speak(settings().withEncryptionKey(key), REQUEST).diskHits()).isEqualTo(1);
        assertThat(speak(settings().withEncryptionKey(other), REQUEST).misses()).isEqualTo(1);
        assertThat(speak(settings(), REQUEST).misses()).isEqualTo(1);
    }

    @Test
    void storesNoTextButItsDigest() throws IOException {
        speak();
        String content = new String(Files.readAllBytes(onlyFile()), StandardCharsets.ISO_8859_1);
        assertThat(content).contains("the audio").doesNotContain("secret").doesNotContain("remark.");
    }

    @Test
    void storesTimesOfCharacters() throws IOException {
        Alignment alignment = new Alignment(List.of("H", "\ud83d\ude00"), new double[] {0, 0.5}, new double[] {0.5, 1});
        SpeechTiming timing = new SpeechTiming(alignment, null, List.of(new VoiceSegment("voice", 1, 2, 3, 4, 5)));
        StoredSpeech speech = new StoredSpeech(5, RESPONSE, List.of(new TimedPiece(3, timing)), AUDIO);
        SpeechFileFormat format = new SpeechFileFormat(null);
        StoredSpeech read = format.decode("name", format.encode("name", speech));
        SpeechTiming same = read.timings().get(0).timing();
        Alignment characters = Objects.requireNonNull(same.alignment());
        assertThat(characters.text()).isEqualTo(alignment.text());
        assertThat(characters.endMillis(1)).isEqualTo(1000);
        assertThat(same.normalizedAlignment()).isNull();
        assertThat(same.voiceSegments()).isEqualTo(timing.voiceSegments());
        assertThat(read.timings().get(0).position()).isEqualTo(3);
        assertThat(read.createdMillis()).isEqualTo(5);
    }

    @Test
    void ignoresFilesAboveMaximumAge() {
        CacheSettings hour = settings().withMaxAge(Duration.ofHours(1));
        speak(hour, REQUEST);
        clock.pass(Duration.ofMinutes(40));
        assertThat(speak(hour, REQUEST).diskHits()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(40)); // Used 40 minutes ago, requested 80 minutes ago.
        assertThat(speak(hour, REQUEST).misses()).isEqualTo(1);
    }

    @Test
    void keepsAgeOfFileInMemory() {
        CacheSettings hour = settings().withMaxAge(Duration.ofHours(1));
        speak(hour, REQUEST);
        clock.pass(Duration.ofMinutes(40));
        try (CachedSpeech cache = open(hour)) {
            call(cache, REQUEST).audio();
            clock.pass(Duration.ofMinutes(40));
            call(cache, REQUEST).audio();
            assertThat(cache.statistics().diskHits()).isEqualTo(1);
            assertThat(cache.statistics().misses()).isEqualTo(1);
        }
    }

    @Test
    void deletesLongestUnusedFilesAboveLimit() throws IOException {
        SpeechFiles files = new SpeechFiles(directory(), 1024 * 1024, 1024 * 1024, Long.MAX_VALUE, clock);
        byte[] content = new byte[100 * 1024];
        for (int i = 0; i < 9; i++) {
            clock.pass(Duration.ofMinutes(1));
            files.write(i + ".speech", content);
        }
        clock.pass(Duration.ofMinutes(1));
        files.touch("0.speech");
        Files.write(directory().resolve("notes.txt"), new byte[1024 * 1024]);
        Files.write(directory().resolve("running.tmp"), content);
        Files.setLastModifiedTime(directory().resolve("running.tmp"), FileTime.fromMillis(clock.millis()));
        files.write("9.speech", content);
        assertThat(files().stream().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder(
                        "0.speech",
                        "2.speech",
                        "3.speech",
                        "4.speech",
                        "5.speech",
                        "6.speech",
                        "7.speech",
                        "8.speech",
                        "9.speech",
                        "notes.txt",
                        "running.tmp");
        clock.pass(Duration.ofHours(2));
        files.write("9.speech", content);
        assertThat(directory().resolve("running.tmp")).doesNotExist();
    }

    @Test
    void recreatesDirectoryThatWasDeleted() throws IOException {
        SpeechFiles files = new SpeechFiles(directory(), 1024 * 1024, 1024 * 1024, Long.MAX_VALUE, clock);
        files.write("0.speech", AUDIO);
        Files.delete(onlyFile());
        Files.delete(directory());
        files.write("1.speech", AUDIO);
        assertThat(files.read("1.speech")).isEqualTo(AUDIO);
        assertThat(onlyFile()).hasFileName("1.speech");
    }

    @Test
    void speaksWithoutDirectoryThatCannotBeUsed() throws IOException {
        Files.write(directory(), new byte[1]); // A file in its place, which refuses root, too.
        CacheStatistics counts = speak();
        assertThat(counts.writtenFiles()).isZero();
        assertThat(counts.diskFailures()).isPositive();
        assertThat(requests).hasValue(1);
    }

    @Test
    void speaksWithoutFileThatCannotBeRead() throws IOException {
        speak();
        Path file = onlyFile();
        Files.delete(file);
        Files.createDirectory(file); // An entry that cannot be read, by root either.
        Files.createFile(file.resolve("inside"));
        CacheStatistics counts = speak();
        assertThat(counts.misses()).isEqualTo(1);
        assertThat(counts.diskFailures()).isPositive();
        assertThat(files()).containsExactly(file); // No temporary file is left.
    }
}
