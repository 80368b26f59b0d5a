package dev.parlando.offline.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.load.SocketFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths and queries of the sockets, of which invalid ones are refused before the upgrade. */
class SocketApiTest {
    private static final String TTS = "/v1/text-to-speech/" + SocketFixture.VOICE + "/stream-input";
    private static final String DIALOGUE = "/v1/text-to-dialogue/multi-stream-input";

    private final SocketFixture socket = new SocketFixture();

    @ParameterizedTest
    @CsvSource({
        "/v1/text-to-speech/a/stream-input, true",
        "/v1/text-to-speech/a/multi-stream-input?model_id=eleven_flash_v2_5, true",
        "/v1/text-to-dialogue/stream-input, true",
        "/v1/text-to-dialogue/multi-stream-input, true",
        "/v1/text-to-speech/stream-input, false",
        "/v1/text-to-dialogue/a/stream-input, false",
        "/v1/text-to-speech/a/stream, false",
        "/v2/text-to-dialogue/stream-input, false"
    })
    void findsSocketsByPath(String uri, boolean exists) {
        assertThat(socket.hasSocket(uri)).isEqualTo(exists);
    }

    @ParameterizedTest
    @CsvSource({
        "model_id=eleven_v3, 400",
        "model_id=eleven_v4_turbo, 400",
        "model_id=unknown, 400",
        "output_format=wav_16000, 403",
        "output_format=nonsense, 403",
        "inactivity_timeout=181, 422",
        "inactivity_timeout=x, 422",
        "sync_alignment=x, 422",
        "apply_text_normalization=x, 422",
        "seed=-1, 422",
        "language_code=zz, 400",
        "apply_language_text_normalization=true, 400",
        "model_id=eleven_flash_v2_5, 0",
        "unknown=1, 0"
    })
    void validatesQuery(String query, int status) {
        if (status == 0) {
            assertThat(socket.hasSocket(TTS + "?" + query)).isTrue();
            return;
        }
        assertThatThrownBy(() -> socket.hasSocket(TTS + "?" + query))
                .isInstanceOfSatisfying(HttpErrorException.class, refusal -> assertThat(refusal.status())
                        .isEqualTo(status));
    }

    @Test
    void namesTheOtherSocketForModelsWithoutThisOne() {
        assertThatThrownBy(() -> socket.hasSocket(TTS + "?model_id=eleven_v3"))
                .isInstanceOfSatisfying(HttpErrorException.class, refusal -> {
                    assertThat(JsonPath.detail(refusal)).containsEntry("code", "unsupported_model");
                    assertThat(JsonPath.detail(refusal)).containsEntry("param", "model_id");
                    assertThat(String.valueOf(JsonPath.detail(refusal).get("message")))
                            .contains("text-to-dialogue");
                });
        assertThatThrownBy(() -> socket.hasSocket(DIALOGUE + "?model_id=eleven_flash_v2_5"))
                .isInstanceOf(HttpErrorException.class);
        assertThatThrownBy(() -> socket.hasSocket(DIALOGUE + "?apply_text_normalization=auto"))
                .isInstanceOf(HttpErrorException.class);
    }

    @Test
    void refusesUpgradeOnDemand() {
        socket.workspace.socketFaults().set(SocketFaults.NONE.withRefuseUpgrade(503));
        assertThatThrownBy(() -> socket.hasSocket(TTS))
                .isInstanceOfSatisfying(HttpErrorException.class, refusal -> assertThat(refusal.status())
                        .isEqualTo(503));
        assertThat(socket.hasSocket("/v1/models")).isFalse();
    }
}
