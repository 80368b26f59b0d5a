package dev.parlando.spring.boot.endpoint;

import org.junit.jupiter.api.Tag;
import org.springframework.boot.WebApplicationType;

@Tag("adapter")
class ServletControllerTest extends EndpointContract {
    ServletControllerTest() {
        super(WebApplicationType.SERVLET, ServletController.class);
    }
}
