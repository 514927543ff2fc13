/** EventBridge Scheduler: schedules in groups, and what they call in a role of their own. */
@org.jspecify.annotations.NullMarked
package slipway.local.scheduler;
