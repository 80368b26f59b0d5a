package dev.parlando.benchmarks.rig.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GeneratedSectionTest {
    @Test
    void replacesTextBetweenMarkers() {
        String page = "before\n" + GeneratedSection.BEGIN + "\nold\n" + GeneratedSection.END + "\nafter\n";

        assertThat(GeneratedSection.replaced(page, "new\n"))
                .isEqualTo("before\n" + GeneratedSection.BEGIN + "\nnew\n" + GeneratedSection.END + "\nafter\n");
    }

    @Test
    void rejectsPageWithoutMarkers() {
        assertThatIllegalArgumentException().isThrownBy(() -> GeneratedSection.replaced("no marks", "new"));
    }
}
