package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.internal.json.ResponseJson;
import dev.parlando.voice.Model;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the assignment of models to groups that share a limit. */
class ModelGroupsTest {
    private final ModelGroups groups = new ModelGroups();

    @ParameterizedTest
    @CsvSource({
        "eleven_flash_v2_5, turbo",
        "eleven_flash_v2, turbo",
        "eleven_turbo_v2_5, turbo",
        "eleven_multilingual_v2, standard",
        "eleven_v3, standard",
        "something_new, standard",
        ", standard"
    })
    void derivesGroupFromModelName(@Nullable String modelId, String group) {
        assertThat(groups.groupOf(modelId)).isEqualTo(group);
    }

    @Test
    void prefersGroupReportedByService() {
        groups.update(List.of(model("eleven_v3", "v3_only"), model("eleven_multilingual_v2", "shared")));

        assertThat(groups.groupOf("eleven_v3")).isEqualTo("v3_only");
        assertThat(groups.groupOf(null)).as("the default model").isEqualTo("shared");
        assertThat(groups.groupOf("eleven_flash_v2_5")).isEqualTo("turbo");
    }

    @Test
    void derivesGroupIfServiceReportsNone() {
        groups.update(List.of(model("eleven_flash_v2_5", null), model("eleven_v3", " ")));

        assertThat(groups.groupOf("eleven_flash_v2_5")).isEqualTo("turbo");
        assertThat(groups.groupOf("eleven_v3")).isEqualTo("standard");
    }

    static Model model(String modelId, @Nullable String group) {
        String named = group == null ? "" : ",\"concurrency_group\":\"" + group + "\"";
        String models = "[{\"model_id\":\"" + modelId + "\"" + named + "}]";
        return ResponseJson.models(models.getBytes(StandardCharsets.UTF_8)).get(0);
    }
}
