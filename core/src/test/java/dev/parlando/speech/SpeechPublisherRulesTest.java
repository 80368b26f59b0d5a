package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests of the Reactive Streams rules; runs each rule of the official verification as a separate test. */
class SpeechPublisherRulesTest {
    private static List<Method> rules() {
        return Stream.of(SpeechPublisherVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
                .filter(method -> !method.getName().startsWith("untested_"))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> keepsTheRulesOfReactiveStreams() {
        return rules().stream().map(rule -> dynamicTest(rule.getName(), () -> verify(rule)));
    }

    @Test
    void findsVerificationRules() {
        assertThat(rules())
                .extracting(Method::getName)
                .contains("required_spec309_requestZeroMustSignalIllegalArgumentException")
                .hasSizeGreaterThan(30);
    }

    private static void verify(Method rule) throws Throwable {
        SpeechPublisherVerification verification = new SpeechPublisherVerification();
        verification.setUp();
        try {
            rule.invoke(verification);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
