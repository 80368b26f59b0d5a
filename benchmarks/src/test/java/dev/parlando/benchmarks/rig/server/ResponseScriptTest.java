package dev.parlando.benchmarks.rig.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResponseScriptTest {
    @Test
    void roundTripsThroughPath() {
        ResponseScript script = new ResponseScript(500, 320, 20, 49);

        assertThat(ResponseScript.ofPath(script.path() + "?output_format=pcm_16000"))
                .isEqualTo(script);
        assertThat(script.path()).isEqualTo("/v1/text-to-speech/500x320x20-49/stream");
        assertThat(script.totalBytes()).isEqualTo(160_000);
        assertThatThrownBy(() -> ResponseScript.ofPath("/v1/models")).hasMessageContaining("/v1/models");
    }

    @Test
    void spreadsStreamsOverPeriod() {
        assertThat(new ResponseScript(1, 320, 20, 0).phaseMicros()).isZero();
        assertThat(new ResponseScript(1, 320, 20, 49).phaseMicros()).isEqualTo(19_600);
        assertThat(new ResponseScript(1, 320, 20, 50).phaseMicros()).isZero();
    }
}
