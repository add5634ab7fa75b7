// A day as libical has it: a DATE value without time or zone (RFC 5545, 3.3.4).
#pragma once

#include <libical/ical.h>

#include "pipeline/base/date.h"

namespace vankho {

// The day must be whole (PartialDate with year, month and day).
inline icaltimetype IcalDay(PartialDate day) {
  icaltimetype time = icaltime_null_time();
  time.is_date = 1;
  time.year = day.year();
  time.month = day.month();
  time.day = day.day();
  return time;
}

}  // namespace vankho
