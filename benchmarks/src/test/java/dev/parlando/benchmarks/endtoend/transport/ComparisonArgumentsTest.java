package dev.parlando.benchmarks.endtoend.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import org.junit.jupiter.api.Test;

class ComparisonArgumentsTest {
    @Test
    void selectsEverythingWithoutArguments() {
        ComparisonArguments arguments = ComparisonArguments.parse();

        assertThat(arguments.peers()).containsExactlyElementsOf(Peer.CLIENTS);
        assertThat(arguments.wants("paced")).isTrue();
        assertThat(arguments.wants("first")).isTrue();
    }

    @Test
    void acceptsEachArgument() {
        ComparisonArguments arguments = ComparisonArguments.parse("bulk", "2", "7", "jdk", "parlando");

        assertThat(arguments.wants("bulk")).isTrue();
        assertThat(arguments.wants("paced")).isFalse();
        assertThat(arguments.rounds()).isEqualTo(2);
        assertThat(arguments.seconds()).isEqualTo(7);
        assertThat(arguments.peers()).containsExactly(Peer.PARLANDO, Peer.JDK);
    }

    @Test
    void acceptsNumbersOfStreams() {
        assertThat(ComparisonArguments.parse("paced").streams()).containsExactly(50);
        assertThat(ComparisonArguments.parse("paced:1,200").streams()).containsExactly(1, 200);
        assertThat(ComparisonArguments.parse("paced:1,200").wants("paced")).isTrue();
    }

    @Test
    void namesInvalidArgument() {
        assertThatThrownBy(() -> ComparisonArguments.parse("quick")).hasMessageContaining("quick");
        assertThatThrownBy(() -> ComparisonArguments.parse("paced:0")).hasMessageContaining("0 is not positive");
        assertThatThrownBy(() -> ComparisonArguments.parse("bulk", "0")).hasMessageContaining("0 is not positive");
        assertThatThrownBy(() -> ComparisonArguments.parse("bulk", "1", "1", "curl"))
                .hasMessageContaining("CURL");
    }
}
