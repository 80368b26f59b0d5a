package dev.parlando.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that the module exports exactly its public packages. */
class ModuleTest {
    private static ModuleDescriptor core() throws IOException {
        try (InputStream compiled =
                URI.create(CoreModule.LOCATION + "module-info.class").toURL().openStream()) {
            return ModuleDescriptor.read(compiled);
        }
    }

    /** Returns the public packages of the design that exist in the compiled module. */
    private static Set<String> publicPackages() {
        Set<String> packages = new TreeSet<>(CoreRules.packagesOf(CoreModule.CLASSES));
        packages.retainAll(CoreRules.PUBLIC_PACKAGES);
        return packages;
    }

    private static void check(ModuleDescriptor module) {
        assertThat(module.exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .map(ModuleDescriptor.Exports::source))
                .containsExactlyInAnyOrderElementsOf(publicPackages());
        assertThat(module.exports().stream().filter(ModuleDescriptor.Exports::isQualified))
                .allSatisfy(lent -> assertThat(lent.targets()).containsExactly("dev.parlando.audio"));
        assertThat(module.opens()).isEmpty();
        assertThat(module.isOpen()).isFalse();
    }

    @Test
    void exportsExactlyPublicPackages() throws IOException {
        assertThat(publicPackages())
                .contains(
                        "dev.parlando",
                        "dev.parlando.credentials",
                        "dev.parlando.error",
                        "dev.parlando.speech",
                        "dev.parlando.telemetry",
                        "dev.parlando.voice");
        assertThat(core().name()).isEqualTo("dev.parlando");
        check(core());
    }

    @Test
    void doesNotRequireJavaDesktop() throws IOException {
        Set<String> required =
                core().requires().stream().map(ModuleDescriptor.Requires::name).collect(Collectors.toSet());
        assertThat(required).contains("io.netty.handler").doesNotContain("java.desktop");
    }

    @Test
    void detectsSurplusAndMissingExports() {
        ModuleDescriptor.Builder tooMany = ModuleDescriptor.newModule("dev.parlando");
        publicPackages().forEach(tooMany::exports);
        ModuleDescriptor leaking =
                tooMany.exports("dev.parlando.internal.delivery").build();
        assertThatThrownBy(() -> check(leaking))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("internal.delivery");

        ModuleDescriptor empty = ModuleDescriptor.newModule("dev.parlando").build();
        assertThatThrownBy(() -> check(empty)).isInstanceOf(AssertionError.class);
    }
}
