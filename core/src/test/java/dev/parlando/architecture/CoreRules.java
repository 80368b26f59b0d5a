package dev.parlando.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import io.netty.util.internal.logging.InternalLogger;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Architecture rules of the design for the core module. Stateless. */
final class CoreRules {
    private static final String INTERNAL = "dev.parlando.internal";

    /** The public packages that the design lists for this module. */
    static final Set<String> PUBLIC_PACKAGES = Set.of(
            "dev.parlando",
            "dev.parlando.account",
            "dev.parlando.cache",
            "dev.parlando.credentials",
            "dev.parlando.credits",
            "dev.parlando.error",
            "dev.parlando.fallback",
            "dev.parlando.governor",
            "dev.parlando.metrics",
            "dev.parlando.network",
            "dev.parlando.speech",
            "dev.parlando.telemetry",
            "dev.parlando.text",
            "dev.parlando.transcript",
            "dev.parlando.voice");

    static final Set<String> INTERNAL_PACKAGES = Set.of(
            INTERNAL + ".cache",
            INTERNAL + ".call",
            INTERNAL + ".connect",
            INTERNAL + ".credentials",
            INTERNAL + ".delivery",
            INTERNAL + ".event",
            INTERNAL + ".exchange",
            INTERNAL + ".feed",
            INTERNAL + ".http1",
            INTERNAL + ".http2",
            INTERNAL + ".jfr",
            INTERNAL + ".json",
            INTERNAL + ".limiter",
            INTERNAL + ".live",
            INTERNAL + ".live.socket",
            INTERNAL + ".option",
            INTERNAL + ".origin",
            INTERNAL + ".pool",
            INTERNAL + ".program",
            INTERNAL + ".segment",
            INTERNAL + ".websocket");

    private static final Set<String> EMPTY_WORDS = Set.of("util", "utils", "common", "impl", "manager");

    private static final String[] FOREIGN = {"io.netty..", "com.lmax..", "com.fasterxml..", INTERNAL + ".."};

    private CoreRules() {}

    static ArchRule knowsNoSound() {
        return noClasses().should().dependOnClassesThat().resideInAPackage("javax.sound..");
    }

    /** Returns the rule that public members of the given packages show no library type and no internal type. */
    static ArchRule showsNothingForeign(Set<String> packages) {
        DescribedPredicate<JavaClass> foreign = JavaClass.Predicates.resideInAnyPackage(FOREIGN);
        return noMembers()
                .that()
                .areDeclaredInClassesThat(resideInAnyOf(packages))
                .and()
                .areDeclaredInClassesThat(describe("users can reach", CoreRules::isReachable))
                .and(describe("are public or protected", CoreRules::isPublicOrProtected))
                .should(ArchCondition.from(
                        describe("show a foreign type", member -> member.getAllInvolvedRawTypes().stream()
                                .anyMatch(foreign))));
    }

    /** Returns the rule that no class of the given packages is a subtype of a library type or an internal type. */
    static ArchRule isNothingForeign(Set<String> packages) {
        return noClasses()
                .that(resideInAnyOf(packages))
                .should()
                .beAssignableTo(JavaClass.Predicates.resideInAnyPackage(FOREIGN));
    }

    private static DescribedPredicate<JavaClass> resideInAnyOf(Set<String> packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new));
    }

    private static boolean isReachable(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(CoreRules::isReachable).orElse(true);
    }

    private static boolean isPublicOrProtected(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /**
     * Returns the rule that the given domain packages do not depend on the transport. Only the package of the engine
     * does.
     */
    static ArchRule usesNoMachinery(Set<String> packages) {
        return noClasses()
                .that(resideInAnyOf(packages))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.netty..",
                        "com.lmax..",
                        "com.fasterxml..",
                        INTERNAL + ".call..",
                        INTERNAL + ".connect..",
                        INTERNAL + ".delivery..",
                        INTERNAL + ".exchange..",
                        INTERNAL + ".http1..",
                        INTERNAL + ".http2..",
                        INTERNAL + ".pool..");
    }

    static ArchRule dependsOnNothingIn(String subject, String... forbidden) {
        return noClasses()
                .that()
                .resideInAPackage(subject)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }

    static ArchRule dependsOnlyOnJdkAnd(String subject, String allowed) {
        return classes()
                .that()
                .resideInAPackage(subject)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(subject, allowed, "java..", "org.jspecify..");
    }

    static ArchRule livesInAPackageOfTheDesign() {
        return classes().should().resideInAnyPackage(designedPackages());
    }

    private static String[] designedPackages() {
        return Stream.concat(PUBLIC_PACKAGES.stream(), INTERNAL_PACKAGES.stream())
                .toArray(String[]::new);
    }

    static ArchRule livesInAPackageWithAMeaning() {
        return noClasses()
                .should(ArchCondition.from(describe("live in a package named any of " + EMPTY_WORDS, type -> Stream.of(
                                type.getPackageName().split("\\.", -1))
                        .anyMatch(EMPTY_WORDS::contains))));
    }

    static ArchRule livesInANullMarkedPackage() {
        return classes().should(ArchCondition.from(describe("live in a null-marked package", type -> type.getPackage()
                .isAnnotatedWith(NullMarked.class))));
    }

    static ArchRule errorsAreOfOneFamily() {
        return classes().that().areAssignableTo(Throwable.class).should().resideInAPackage("dev.parlando.error");
    }

    static ArchRule printsNothing() {
        return NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
    }

    /**
     * Returns the rule that internal classes write log messages only in lambdas, which {@code BackgroundLog} runs off the
     * threads that streams share.
     */
    static ArchRule logsInLambdas(String subject) {
        return noClasses()
                .that()
                .resideInAPackage(subject)
                .should(callMethodWhere(describe(
                        "a logger outside a lambda",
                        (JavaCall<?> call) -> isLogger(call.getTargetOwner())
                                && !call.getName().startsWith("is")
                                && !call.isDeclaredInLambda())));
    }

    private static boolean isLogger(JavaClass type) {
        return type.isAssignableTo(System.Logger.class) || type.isAssignableTo(InternalLogger.class);
    }

    static ArchRule neverSleeps() {
        return noClasses()
                .should(callMethodWhere(describe(
                        "Thread.sleep",
                        (JavaCall<?> call) -> call.getTargetOwner().isAssignableTo(Thread.class)
                                && call.getName().equals("sleep"))));
    }

    static ArchRule hasNoStaticMutableField() {
        return fields().that().areStatic().should().beFinal();
    }

    /** The path of a request from the engine down to the protocols, and the packages that each layer may use. */
    static ArchRule layersDependDownwardsOnly() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("engine")
                .definedBy("dev.parlando")
                .layer("call")
                .definedBy(INTERNAL + ".call")
                .layer("live socket")
                .definedBy(INTERNAL + ".live.socket")
                .layer("pool")
                .definedBy(INTERNAL + ".pool")
                .layer("http1")
                .definedBy(INTERNAL + ".http1")
                .layer("http2")
                .definedBy(INTERNAL + ".http2")
                .layer("exchange")
                .definedBy(INTERNAL + ".exchange")
                .layer("delivery")
                .definedBy(INTERNAL + ".delivery")
                .layer("connect")
                .definedBy(INTERNAL + ".connect")
                .layer("limiter")
                .definedBy(INTERNAL + ".limiter")
                .layer("credentials")
                .definedBy(INTERNAL + ".credentials")
                .layer("json")
                .definedBy(INTERNAL + ".json")
                .layer("jfr")
                .definedBy(INTERNAL + ".jfr")
                .whereLayer("engine")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("call")
                .mayOnlyBeAccessedByLayers("engine", "live socket")
                .whereLayer("live socket")
                .mayOnlyBeAccessedByLayers("engine")
                .whereLayer("pool")
                .mayOnlyBeAccessedByLayers("call")
                .whereLayer("http1")
                .mayOnlyBeAccessedByLayers("pool")
                .whereLayer("http2")
                .mayOnlyBeAccessedByLayers("pool")
                .whereLayer("exchange")
                .mayOnlyBeAccessedByLayers("engine", "call", "live socket", "pool", "http1", "http2")
                .whereLayer("delivery")
                .mayOnlyBeAccessedByLayers("call", "live socket")
                .whereLayer("connect")
                .mayOnlyBeAccessedByLayers("engine", "call", "live socket", "pool", "http1", "http2", "exchange")
                .whereLayer("limiter")
                .mayOnlyBeAccessedByLayers("engine", "call", "live socket", "exchange")
                .whereLayer("credentials")
                .mayOnlyBeAccessedByLayers("call", "live socket")
                .whereLayer("json")
                .mayOnlyBeAccessedByLayers("engine", "call", "live socket", "exchange", "delivery")
                .whereLayer("jfr")
                .mayOnlyBeAccessedByLayers("call");
    }

    static ArchRule isFreeOfCycles() {
        return slices().matching("dev.parlando.(**)").should().beFreeOfCycles();
    }

    /** Returns the percentage of the top-level types that the module does not export. */
    static int percentInternal(JavaClasses classes) {
        List<JavaClass> types = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .toList();
        long internal = types.stream()
                .filter(type -> !isReachable(type) || type.getPackageName().startsWith(INTERNAL))
                .count();
        return types.isEmpty() ? 0 : (int) (100 * internal / types.size());
    }

    /** Returns the packages that contain at least one type. */
    static Set<String> packagesOf(JavaClasses classes) {
        return classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    }
}
