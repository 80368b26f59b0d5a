package dev.parlando.audio;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFormat;
import org.junit.jupiter.api.Test;

/**
 * Rules for the dependencies and the public API of the audio module. Each rule is also run against a class that
 * violates it.
 */
public class ArchitectureTest {
    private static final URL CLASSES =
            AudioDecoder.class.getProtectionDomain().getCodeSource().getLocation();
    static final JavaClasses AUDIO = new ClassFileImporter().importUrl(CLASSES);

    private static final DescribedPredicate<JavaClass> NETWORK = JavaClass.Predicates.resideInAnyPackage(
            "io.netty..", "com.lmax..", "com.fasterxml..", "dev.parlando.internal..", "java.net.http..");

    /** Packages of core for listener dispatch, JFR events, JSON, option ranges and WebSocket, which this module shares. */
    private static final DescribedPredicate<JavaClass> LENT = JavaClass.Predicates.resideInAnyPackage(
            "dev.parlando.internal.event",
            "dev.parlando.internal.jfr",
            "dev.parlando.internal.json",
            "dev.parlando.internal.option",
            "dev.parlando.internal.websocket");

    /** The audio module must not depend on the network or on internal packages of core. */
    private static final ArchRule KNOWS_NO_NETWORK =
            noClasses().should().dependOnClassesThat(NETWORK.and(DescribedPredicate.not(LENT)));

    private static final DescribedPredicate<JavaClass> FOREIGN = JavaClass.Predicates.resideInAnyPackage(
            "javazoom..",
            "io.github.jaredmdobson..",
            "javax.sound..",
            "dev.parlando.internal..",
            "dev.parlando.audio.internal..");

    private static ArchRule showsNothingForeign(Set<String> packages) {
        return noMembers()
                .that()
                .areDeclaredInClassesThat(JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new)))
                .and()
                .areDeclaredInClassesThat(describe("users can reach", ArchitectureTest::isReachable))
                .and()
                .areNotDeclaredIn(SpeechAudio.class) // Its purpose is to return types of {@code javax.sound}.
                .and(describe("are public or protected", ArchitectureTest::isPublicOrProtected))
                .should(ArchCondition.from(
                        describe("show a foreign type", member -> member.getAllInvolvedRawTypes().stream()
                                .anyMatch(FOREIGN))));
    }

    private static boolean isReachable(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isReachable).orElse(true);
    }

    private static boolean isPublicOrProtected(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    static Set<String> exportedPackages() throws IOException {
        try (InputStream compiled =
                URI.create(CLASSES + "module-info.class").toURL().openStream()) {
            return ModuleDescriptor.read(compiled).exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        }
    }

    private static void assertDetectsViolation(ArchRule rule, Class<?> violator) {
        JavaClasses classes = new ClassFileImporter().importClasses(violator);
        assertThatThrownBy(() -> rule.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(violator.getSimpleName())
                .hasMessageNotContaining("failed to check any");
    }

    /** Public, so that a rule can detect the types in its API. */
    public ArchitectureTest() {}

    @Test
    void doesNotDependOnNetwork() {
        KNOWS_NO_NETWORK.check(AUDIO);
        assertDetectsViolation(KNOWS_NO_NETWORK, SpeechEngineBuilder.class);
    }

    /** Exceptions are those of core, whose tests check that they keep their values when they are serialized. */
    private static final ArchRule HAS_NO_EXCEPTION = noClasses().should().beAssignableTo(Throwable.class);

    @Test
    void hasNoExceptionOfItsOwn() {
        HAS_NO_EXCEPTION.check(AUDIO);
        assertDetectsViolation(HAS_NO_EXCEPTION, PlaybackException.class);
    }

    /** The path of the sound from the player down to the sink, and the packages that each layer may use. */
    private static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy("dev.parlando.audio")
            .layer("player")
            .definedBy("dev.parlando.audio.internal.player")
            .layer("mix")
            .definedBy("dev.parlando.audio.mix")
            .layer("telephony")
            .definedBy("dev.parlando.audio.telephony..")
            .layer("pace")
            .definedBy("dev.parlando.audio.internal.pace")
            .layer("jfr")
            .definedBy("dev.parlando.audio.internal.jfr")
            .layer("playback")
            .definedBy("dev.parlando.audio.playback")
            .layer("sink")
            .definedBy("dev.parlando.audio.sink", "dev.parlando.audio.internal.sink")
            .layer("codec")
            .definedBy(
                    "dev.parlando.audio.decode",
                    "dev.parlando.audio.resample",
                    "dev.parlando.audio.internal.decode",
                    "dev.parlando.audio.internal.mp3")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("player")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("mix")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("telephony")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("pace")
            .mayOnlyBeAccessedByLayers("telephony")
            .whereLayer("jfr")
            .mayOnlyBeAccessedByLayers("player", "telephony")
            .whereLayer("playback")
            .mayOnlyBeAccessedByLayers("root", "player", "telephony", "jfr")
            .whereLayer("sink")
            .mayOnlyBeAccessedByLayers("root", "player", "mix")
            .whereLayer("codec")
            .mayOnlyBeAccessedByLayers("root", "player", "mix", "telephony", "playback", "sink");

    @Test
    void dependsOnlyOnLowerLayers() {
        LAYERS.check(AUDIO);
    }

    @Test
    void hasNoCycleBetweenPackages() {
        slices().matching("dev.parlando.(**)").should().beFreeOfCycles().check(AUDIO);
    }

    @Test
    void exposesNoDecoderOrSoundSystemTypes() throws IOException {
        showsNothingForeign(exportedPackages()).check(AUDIO);
        assertDetectsViolation(showsNothingForeign(Set.of("dev.parlando.audio")), ShowsSound.class);
    }

    @Test
    void exportsNoInternalPackages() throws IOException {
        assertThat(exportedPackages()).contains("dev.parlando.audio.decode").allSatisfy(name -> assertThat(name)
                .startsWith("dev.parlando.audio")
                .doesNotContain("internal"));
    }

    /** A class with a {@code javax.sound} type that appears only as a type argument. */
    public static class ShowsSound {
        /** Declared for the rule to inspect. */
        public ShowsSound() {}

        protected List<AudioFormat> formats() {
            return List.of();
        }
    }
}
