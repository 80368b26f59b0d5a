package dev.parlando.command.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.account.IpRange;
import dev.parlando.account.KeySpec;
import dev.parlando.account.Permissions;
import dev.parlando.credentials.ApiKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rotates a key of an in-memory account, with a fuse at every external effect. The key file is in memory or on disk.
 */
final class RotationRig {
    static final KeySpec SPEC = KeySpec.of("tts-primary", Permissions.of("text_to_speech", "voices_read"))
            .withCharacterLimit(5000)
            .withAllowedIps(List.of(IpRange.parse("203.0.113.0/24"), IpRange.parse("2001:db8::1")))
            .withThirdPartyDisableAllowed(true);

    final CrashPoint fuse = new CrashPoint();
    final FakeAccount account = new FakeAccount(fuse);
    final FakeRotationClock time = new FakeRotationClock();
    final List<String> progress = new ArrayList<>();
    final @Nullable Path file;
    final MemoryStorage memory;
    final FakeAccount.Key standby;
    final FakeAccount.Key old;
    RotationSettings settings = new RotationSettings(Duration.ofSeconds(60), Duration.ofMinutes(10));

    /** Creates the key file in memory. In the text, {@code OLD} and {@code STANDBY} are placeholders for the keys. */
    RotationRig(String text) throws IOException {
        this(null, text);
    }

    /** Creates the key file in a folder, or in memory if the folder is null. */
    RotationRig(@Nullable Path folder, String text) throws IOException {
        standby = account.add(KeySpec.of("standby", Permissions.ALL));
        old = account.add(SPEC);
        old.count = 1000L;
        memory = new MemoryStorage(filledIn(text, old.secret));
        file = folder == null ? null : Files.writeString(folder.resolve("key"), memory.text);
        account.traffic = () -> account.use(inUse());
    }

    String filledIn(String text, ApiKey key) {
        return text.replaceAll("OLD|NEW", key.reveal()).replace("STANDBY", standby.secret.reveal());
    }

    String text() {
        try {
            return file == null ? memory.text : Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the key that readers of the file currently use. */
    ApiKey inUse() {
        return KeyFileText.parse(text()).active();
    }

    RotationRecord rotate() {
        return rotate(new RotationRequest(FakeAccount.ID, old.id, null, false));
    }

    RotationRecord rotate(RotationRequest request) {
        if (file == null) {
            return rotate(request, memory, memory);
        }
        RotatedKeyFile keyFile = RotatedKeyFile.at(file);
        try (RotationJournalFile journal = RotationJournalFile.beside(keyFile)) {
            return rotate(request, keyFile, journal);
        }
    }

    private RotationRecord rotate(RotationRequest request, KeyLocation place, RotationJournal journal) {
        return new KeyRotator(account, settings, time, progress::add).rotate(request, fused(place), fused(journal));
    }

    /** Rotates until the given moment, which fails. */
    void rotateUntil(String moment, Supplier<? extends Throwable> failure) {
        fuse.arm(moment, failure);
        try {
            rotate();
        } catch (RuntimeException | CrashPoint.Killed expected) {
            fuse.disarm();
            return;
        }
        throw new AssertionError("there was no moment " + moment);
    }

    /**
     * Asserts that exactly one key like the old one exists, and that the file contains it and no remains of the old
     * one.
     */
    void assertRight(@Nullable String text) throws IOException {
        assertThat(account.keys).hasSize(2).containsKey(standby.id).doesNotContainKey(old.id);
        FakeAccount.Key fresh = account.keys.values().stream()
                .filter(key -> key != standby)
                .findFirst()
                .orElseThrow();
        assertThat(fresh.spec.withName(SPEC.name())).isEqualTo(SPEC);
        assertThat(inUse().reveal()).isEqualTo(fresh.secret.reveal());
        assertThat(text()).doesNotContain(old.secret.reveal());
        if (text != null) {
            assertThat(text()).isEqualTo(filledIn(text, fresh.secret));
        }
        assertThat(memory.last()).isNull();
        if (file != null) {
            try (Stream<Path> files = Files.list(file.getParent())) {
                assertThat(files).containsExactly(file);
            }
        }
    }

    private KeyLocation fused(KeyLocation place) {
        return new KeyLocation() {
            @Override
            public KeyFileText read() {
                return place.read();
            }

            @Override
            public void write(KeyFileText text) {
                fuse.around("write", () -> place.write(text));
            }

            @Override
            public String name() {
                return place.name();
            }
        };
    }

    private RotationJournal fused(RotationJournal journal) {
        return new RotationJournal() {
            @Override
            public @Nullable RotationRecord last() {
                return journal.last();
            }

            @Override
            public void write(RotationRecord entry) {
                fuse.around("journal " + entry.step(), () -> journal.write(entry));
            }
        };
    }
}
