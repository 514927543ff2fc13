/** What a newcomer writes, in the package that {@code cdk init} makes. */
@NullMarked
package com.myorg;

import org.jspecify.annotations.NullMarked;
