package dev.parlando.spring.boot;

import dev.parlando.error.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a wrong property in the form of Spring Boot, without a stack trace and without the value of a key. Stateless. */
final class PropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidRequestException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidRequestException cause) {
        return cause.option().startsWith(PropertyNames.PREFIX)
                ? new FailureAnalysis(cause.getMessage(), "Correct the property '" + cause.option() + "'.", cause)
                : null;
    }
}
