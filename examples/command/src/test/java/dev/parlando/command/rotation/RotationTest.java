package dev.parlando.command.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rotates keys from valid and invalid initial states. */
class RotationTest {
    static final String BARE = "OLD\n";
    static final String SINGLE = "# the key\nexport ELEVENLABS_API_KEY='OLD'\nOTHER=1\n";
    static final String PAIR = "ELEVENLABS_API_KEY_PRIMARY=OLD\n\nELEVENLABS_API_KEY_SECONDARY=\n";
    static final String WITH_STANDBY =
            "ELEVENLABS_KEY_ACTIVE=secondary\nELEVENLABS_API_KEY_SECONDARY=OLD\nELEVENLABS_API_KEY_PRIMARY=STANDBY\n";

    @TempDir
    private Path folder;

    @Test
    void replacesOldKeyWithEquivalentKey() throws IOException {
        RotationRig rig = new RotationRig(folder, SINGLE);
        Files.setPosixFilePermissions(rig.file, PosixFilePermissions.fromString("rw-r-----"));

        RotationRecord done = rig.rotate();

        rig.assertRight("# the key\nexport ELEVENLABS_API_KEY='NEW'\nOTHER=1\n");
        assertThat(rig.account.keys.get(done.newKeyId()).spec.name()).matches("tts-primary-\\d{8}-[0-9a-f]{8}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rig.file)))
                .isEqualTo("rw-r-----");
        assertThat(rig.fuse.moments)
                .filteredOn(moment -> moment.startsWith("before") && !moment.endsWith("list"))
                .containsExactly(
                        "before journal CREATE",
                        "before create",
                        "before journal WRITE",
                        "before write",
                        "before journal CONFIRM",
                        "before journal DELETE",
                        "before delete",
                        "before journal TIDY",
                        "before journal DONE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "'OLD'->'NEW'",
                "'# a key\n\n  OLD  \r\n'->'# a key\n\n  NEW  \r\n'",
                "'ELEVENLABS_API_KEY_PRIMARY=OLD'->'ELEVENLABS_API_KEY_PRIMARY=\nELEVENLABS_API_KEY_SECONDARY=NEW\n"
                        + "ELEVENLABS_KEY_ACTIVE=secondary'",
            })
    void preservesOtherContentOfEveryFileFormat(String before, String after) throws IOException {
        RotationRig rig = new RotationRig(folder, before);
        rig.rotate();
        String text = rig.text().replace(rig.inUse().reveal(), "NEW");
        // An added variable is next to the other one, in either order.
        assertThat(text.lines().sorted()).isEqualTo(after.lines().sorted().toList());
    }

    @Test
    void writesNewKeyToFreeVariableAndClearsOther() throws IOException {
        RotationRig rig = new RotationRig(folder, PAIR);
        rig.rotate();
        rig.assertRight(
                "ELEVENLABS_API_KEY_PRIMARY=\nELEVENLABS_KEY_ACTIVE=secondary\n\nELEVENLABS_API_KEY_SECONDARY=NEW\n");
    }

    @Test
    void preservesStandbyKey() throws IOException {
        RotationRig rig = new RotationRig(folder, WITH_STANDBY);
        rig.rotate();
        rig.assertRight(WITH_STANDBY.replace("OLD", "NEW"));
    }

    @Test
    void keepsOldKeyWhileInUse() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.account.traffic = () -> {
            rig.account.use(rig.inUse());
            rig.account.use(rig.old.secret);
        };

        assertThatThrownBy(rig::rotate)
                .isInstanceOf(RotationException.class)
                .hasMessageContaining("something still uses the old key " + rig.old.id)
                .hasMessageContaining("run this again to continue");
        assertThat(rig.account.keys).hasSize(3);

        rig.account.traffic = () -> rig.account.use(rig.inUse());
        rig.rotate();
        rig.assertRight("NEW\n");
        assertThat(rig.progress).anyMatch(line -> line.startsWith("continuing"));
    }

    @Test
    void keepsOldKeyWhenNewKeyIsUnused() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        int[] looks = {0};
        rig.account.traffic = () -> {
            if (looks[0]++ < 6) {
                rig.account.use(rig.old.secret);
            }
        };

        assertThatThrownBy(rig::rotate).hasMessageContaining("nothing used the new key");
        assertThat(rig.account.keys).containsKey(rig.old.id);
    }

    @Test
    void deletesOldKeyAfterQuietPeriodWithoutTraffic() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.account.traffic = () -> {};
        rig.rotate();
        rig.assertRight("NEW\n");
        assertThat(rig.time.nanoTime())
                .isBetween(
                        Duration.ofSeconds(60).toNanos(), Duration.ofSeconds(70).toNanos());
    }

    @Test
    void deletesOldKeyImmediatelyWithZeroQuietPeriod() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.settings = new RotationSettings(Duration.ZERO, Duration.ZERO);
        rig.account.traffic = () -> rig.old.count += 100;
        rig.old.count = null;
        rig.account.traffic = () -> {};
        rig.rotate();
        rig.assertRight("NEW\n");
    }

    @Test
    void keepsOldKeyWithoutUsageCounts() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.account.traffic = () -> {};
        rig.old.count = null;
        assertThatThrownBy(rig::rotate).hasMessageContaining("--quiet-for 0s");
        assertThat(rig.account.keys).containsKey(rig.old.id);
    }

    @Test
    void keepsOldKeyWhenNewKeyIsDisabled() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.account.traffic = () -> rig.account.keys.values().stream()
                .filter(key -> key != rig.standby && key != rig.old)
                .forEach(key -> key.disabled = true);

        assertThatThrownBy(rig::rotate).hasMessageContaining("is disabled or not listed");
        assertThat(rig.account.keys).containsKey(rig.old.id);
    }

    @Test
    void keepsOldKeyWhenFileIsReverted() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        int[] looks = {0};
        rig.account.traffic = () -> {
            if (looks[0]++ == 5) {
                write(rig.file, rig.old.secret.reveal());
            }
        };

        assertThatThrownBy(rig::rotate).hasMessageContaining("the file no longer holds the new one");
        assertThat(rig.account.keys).containsKey(rig.old.id);
    }

    @Test
    void retriesFailedUsagePoll() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        int[] looks = {0};
        rig.account.traffic = () -> {
            if (looks[0]++ == 5) {
                throw new TransportException("the line was cut", null, RequestProgress.PROCESSED);
            }
            rig.account.use(rig.inUse());
        };
        rig.rotate();
        rig.assertRight("NEW\n");
        assertThat(rig.progress).anyMatch(line -> line.contains("the line was cut"));
    }

    @Test
    void cleansUpWhenKeyCreationIsRejected() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        ServiceError error = new ServiceError(401, null, null, "missing_permissions", null, null, null, null);
        Supplier<Throwable> refusal = () -> new RequestRejectedException("not allowed", error, false);
        rig.rotateUntil("before create", refusal);

        assertThat(rig.account.keys).containsOnlyKeys(rig.standby.id, rig.old.id);
        assertThat(files()).containsExactly("key");
        assertThat(rig.text()).isEqualTo(rig.old.secret.reveal() + "\n");
    }

    @Test
    void deletesNewKeyWhenFileCannotBeWritten() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.rotateUntil("before write", () -> new RotationException("the disk is full"));

        assertThat(rig.account.keys).containsOnlyKeys(rig.standby.id, rig.old.id);
        assertThat(files()).containsExactly("key");
        assertThat(rig.progress).last().asString().startsWith("deleted key k3 again");
    }

    @Test
    void deletesNewKeyWhenFileHoldsAnotherKey() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.rotateUntil("after create", () -> new CrashPoint.Killed("create"));
        assertThat(rig.account.keys).hasSize(3);
        rig.account.traffic = () -> {};
        write(rig.file, "sk_another");

        assertThatThrownBy(rig::rotate).hasMessageContaining("another key was put into the file");

        assertThat(rig.account.keys).containsOnlyKeys(rig.standby.id, rig.old.id);
        assertThat(files()).containsExactly("key");
        assertThat(rig.text()).isEqualTo("sk_another");
    }

    @Test
    void writesOwnerOnlyJournalWithoutSecrets() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.rotateUntil("before delete", () -> new CrashPoint.Killed("delete"));

        Path journal = folder.resolve("key.rotation");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(journal)).doesNotContain("sk_").contains("\"old_key_id\":\"k2\"");
        for (String secret : List.of(rig.old.secret.reveal(), rig.inUse().reveal())) {
            assertThat(Files.readString(journal)).doesNotContain(secret.substring(3, 20));
            assertThat(rig.progress).noneMatch(line -> line.contains(secret));
        }
    }

    @Test
    void ignoresIncompleteJournalLine() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.rotateUntil("before delete", () -> new CrashPoint.Killed("delete"));
        Path journal = folder.resolve("key.rotation");
        Files.writeString(journal, Files.readString(journal) + "{\"step\":\"TID");
        rig.rotate();
        rig.assertRight("NEW\n");
    }

    @Test
    void rejectsAnotherKeyDuringUnfinishedRotation() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.rotateUntil("before delete", () -> new CrashPoint.Killed("delete"));
        assertRefused(rig, new RotationRequest(FakeAccount.ID, rig.standby.id, null, false), "--key", "'k2'");
        assertRefused(rig, new RotationRequest("sa2", rig.old.id, null, false), "--account", "'sa1'");
    }

    @Test
    void rejectsMismatchedKeyWithoutChanges() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        assertRefused(rig, new RotationRequest(FakeAccount.ID, rig.standby.id, null, false), "--file", "hint");
        assertRefused(rig, new RotationRequest(FakeAccount.ID, "k9", null, false), "--key", "has no key 'k9'");
        assertRefused(
                rig,
                new RotationRequest(FakeAccount.ID, rig.old.id, rig.old.secret, false),
                "--file",
                "key that makes these calls");
        assertThat(rig.account.keys).hasSize(2);
        assertThat(files()).containsExactly("key");
    }

    @Test
    void rejectsConcurrentRotationOfSameFile() throws IOException {
        RotationRig rig = new RotationRig(folder, BARE);
        rig.account.traffic = () -> {
            rig.account.traffic = () -> {};
            assertThatThrownBy(rig::rotate).hasMessageContaining("another rotation is running");
        };
        rig.rotate();
        rig.assertRight("NEW\n");
    }

    private static void assertRefused(RotationRig rig, RotationRequest request, String option, String words) {
        assertThatThrownBy(() -> rig.rotate(request))
                .isInstanceOfSatisfying(InvalidRequestException.class, error -> assertThat(error.option())
                        .isEqualTo(option))
                .hasMessageContaining(words);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
