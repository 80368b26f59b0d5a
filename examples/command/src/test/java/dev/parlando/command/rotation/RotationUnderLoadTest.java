package dev.parlando.command.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.account.AccountKey;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.KeySpec;
import dev.parlando.account.KeyUpdate;
import dev.parlando.account.Permissions;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credentials.KeyChange;
import dev.parlando.credentials.KeyListener;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.load.KeyUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that no utterance fails while keys are replaced and revoked under load. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RotationUnderLoadTest {
    private static final int UTTERANCES = 1000;
    private static final int ROTATIONS = 3;

    private final OfflineVoiceServer server = OfflineVoiceServer.builder().start();
    private final SpeechEngine admin = SpeechEngine.builder()
            .baseUrl(server.baseUri())
            .apiKey(ApiKey.of(server.apiKey()))
            .build();

    @TempDir
    private Path folder = Path.of("");

    private String account = "";

    @BeforeEach
    void createAccount() {
        account = Completions.await(admin.account().createServiceAccount("speakers"));
    }

    @AfterEach
    void close() {
        admin.close();
        server.close();
    }

    @Test
    void losesNoUtteranceDuringThreeRotations() throws IOException {
        List<String> keyIds = new ArrayList<>();
        CreatedKey first = create();
        keyIds.add(first.keyId());
        Path file = Files.writeString(
                folder.resolve("keys"),
                "ELEVENLABS_API_KEY_PRIMARY=" + first.secret().reveal() + "\n");
        try (SpeechEngine engine = engine(file);
                SpeechLoad load = SpeechLoad.start(engine, 4)) {
            RotationSettings settings = new RotationSettings(Duration.ofMinutes(1), Duration.ofHours(1));
            RotationClock time = load.time(() -> engine.credentials().refresh());
            KeyRotator rotator = new KeyRotator(admin.account(), settings, time, progress -> {});
            for (int rotation = 0; rotation < ROTATIONS; rotation++) {
                load.awaitMore(UTTERANCES / (ROTATIONS + 1));
                RotatedKeyFile place = RotatedKeyFile.at(file);
                try (RotationJournalFile journal = RotationJournalFile.beside(place)) {
                    RotationRequest request =
                            new RotationRequest(account, keyIds.get(rotation), ApiKey.of(server.apiKey()), false);
                    keyIds.add(rotator.rotate(request, place, journal).requireNewKeyId());
                }
            }
            load.awaitAtLeast(UTTERANCES);
            load.finish();
            assertThat(load.failures()).isEmpty();
            assertThat(load.spoken()).isGreaterThanOrEqualTo(UTTERANCES);
        }
        assertThat(keyIds.stream().map(server::keyUsage)).allSatisfy(RotationUnderLoadTest::wasNeverRefused);
        assertThat(keyIds.stream().map(server::keyUsage).map(KeyUsage::requests))
                .allMatch(requests -> requests > 0);
        assertThat(Completions.await(admin.account().keys(account)))
                .extracting(AccountKey::keyId)
                .containsExactly(keyIds.get(ROTATIONS));
    }

    @Test
    void losesNoUtteranceWhenKeyIsDisabledDuringRun() throws IOException {
        CreatedKey first = create();
        CreatedKey second = create();
        Path file = Files.writeString(
                folder.resolve("keys"),
                "ELEVENLABS_API_KEY_PRIMARY=" + first.secret().reveal() + "\nELEVENLABS_API_KEY_SECONDARY="
                        + second.secret().reveal() + "\n");
        Queue<KeyChange> switches = new ConcurrentLinkedQueue<>();
        try (SpeechEngine engine = engine(file);
                SpeechLoad load = SpeechLoad.start(engine, 4)) {
            engine.credentials().addListener(new KeyListener() {
                @Override
                public void onKeyChanged(KeyChange change) {
                    switches.add(change);
                }
            });
            load.awaitMore(50);
            Completions.await(admin.account().updateKey(account, first.keyId(), KeyUpdate.NONE.enabled(false)));
            load.awaitMore(50);
            load.finish();
            assertThat(load.failures()).isEmpty();
            assertThat(engine.credentials().fingerprint())
                    .isEqualTo(second.secret().fingerprint());
        }
        assertThat(switches)
                .containsExactly(new KeyChange(
                        first.secret().fingerprint(), second.secret().fingerprint(), KeyChange.Cause.FAILED_OVER));
        assertThat(server.keyUsage(first.keyId()).refusedDisabled()).isBetween(1L, 4L);
    }

    private static void wasNeverRefused(KeyUsage usage) {
        assertThat(usage.refusedDeleted()).isZero();
        assertThat(usage.refusedDisabled()).isZero();
        assertThat(usage.refusedByRules()).isZero();
    }

    private CreatedKey create() {
        return Completions.await(
                admin.account().createKey(account, KeySpec.of("speaker", Permissions.of("text_to_speech"))));
    }

    private SpeechEngine engine(Path file) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUri())
                .apiKeys(ApiKeyProvider.file(file))
                .keyRefreshInterval(Duration.ofMillis(100))
                .build();
    }
}
