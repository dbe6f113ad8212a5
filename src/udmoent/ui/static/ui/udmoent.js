// SPDX-License-Identifier: MPL-2.0
// Puts the design system's calendar beside each day that is asked for. Without it, days are written.
// The calendar speaks Danish of itself; on an English page it is given these words.
const ENGLISH = {
  open_calendar: "Open the calendar",
  choose_a_date: "Choose a date",
  choose_a_date_between: "Choose a date between {minDay} {minMonthStr} {minYear} and {maxDay} {maxMonthStr} {maxYear}",
  choose_a_date_before: "Choose a date no later than {maxDay} {maxMonthStr} {maxYear}.",
  choose_a_date_after: "Choose a date no earlier than {minDay} {minMonthStr} {minYear}.",
  aria_label_date: "{dayStr} {day} {monthStr} {year}",
  current_month_displayed: "Showing {monthLabel} {focusedYear}",
  first_possible_date: "First date that can be chosen",
  last_possible_date: "Last date that can be chosen",
  previous_year: "One year back",
  previous_month: "One month back",
  next_month: "One month forward",
  next_year: "One year forward",
  select_month: "Choose a month",
  select_year: "Choose a year",
  previous_years: "{years} years back",
  next_years: "{years} years forward",
  guide: "With the keyboard: left and right arrows change the day, up and down arrows the week, page up and page down the month, and with shift the year. Home and end go to the start or end of a week.",
  months_displayed: "Choose a month",
  years_displayed: "Showing the years {start} to {end}. Choose a year.",
  january: "January",
  february: "February",
  march: "March",
  april: "April",
  may: "May",
  june: "June",
  july: "July",
  august: "August",
  september: "September",
  october: "October",
  november: "November",
  december: "December",
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};
if (document.documentElement.lang === "en") DKFDS.datePicker.setLanguage(ENGLISH);
DKFDS.datePicker.on(document.body);

// What is wider than its place says so in words, as long as it is.
const MORE = { da: "Rul til siden for at se mere", en: "Scroll sideways to see more" };
for (const region of document.querySelectorAll(".scroll")) {
  const hint = document.createElement("p");
  hint.className = "scroll-hint d-print-none";
  hint.append(MORE[document.documentElement.lang] || MORE.da);
  hint.hidden = true;
  region.prepend(hint);
  new ResizeObserver(() => {
    hint.hidden = region.scrollWidth <= region.clientWidth + 1;
  }).observe(region);
}
