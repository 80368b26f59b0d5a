package dev.parlando.benchmarks.rig.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Says how a script travels, and when its chunks are due. */
class ScriptTest {
    @Test
    void itSurvivesTheWayThroughAPath() {
        Script script = new Script(500, 320, 20, 49);

        assertThat(Script.ofPath(script.path() + "?output_format=pcm_16000")).isEqualTo(script);
        assertThat(script.path()).isEqualTo("/v1/text-to-speech/500x320x20-49/stream");
        assertThat(script.totalBytes()).isEqualTo(160_000);
        assertThatThrownBy(() -> Script.ofPath("/v1/models")).hasMessageContaining("/v1/models");
    }

    @Test
    void streamsAreSpreadOverThePeriod() {
        assertThat(new Script(1, 320, 20, 0).phaseMicros()).isZero();
        assertThat(new Script(1, 320, 20, 49).phaseMicros()).isEqualTo(19_600);
        assertThat(new Script(1, 320, 20, 50).phaseMicros()).isZero();
    }
}
