package dev.parlando.benchmarks.rig.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void fitsColumnsToContent() {
        TextTable table = new TextTable("client", "p50", "of");
        table.add("parlando", 7.25, 12L);
        table.add("jdk", 12_345.6, 3);

        assertThat(table.toString().lines())
                .containsExactly("client       p50  of", "parlando     7.3  12", "jdk       12,346   3");
    }
}
