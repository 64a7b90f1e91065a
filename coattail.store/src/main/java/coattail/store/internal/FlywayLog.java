// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Flyway's chatter out of the log: what it tells is debug output here, and {@link FlywaySchema} says what
 * happened. Made by Flyway, by its name.
 */
public final class FlywayLog implements LogCreator {
    @Override
    public Log createLogger(Class<?> type) {
        return new ToSlf4j(LoggerFactory.getLogger(type));
    }

    private record ToSlf4j(Logger logger) implements Log {
        @Override
        @SuppressWarnings("deprecation") // Flyway still asks
        public boolean isDebugEnabled() {
            return logger.isDebugEnabled();
        }

        @Override
        public void debug(String message) {
            logger.debug("{}", message);
        }

        @Override
        public void info(String message) {
            logger.debug("{}", message);
        }

        @Override
        public void notice(String message) {
            logger.debug("{}", message);
        }

        @Override
        public void warn(String message) {
            logger.warn("{}", message);
        }

        @Override
        public void error(String message) {
            // Flyway throws what it logs so; whoever called says it.
            logger.debug("{}", message);
        }

        @Override
        public void error(String message, Exception e) {
            logger.debug("{}", message, e);
        }
    }
}
