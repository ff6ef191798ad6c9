// On a narrow screen the menu beside a page starts folded, since lists need the room; whoever opens it keeps it open.
if (!localStorage.getItem("django.admin.navSidebarIsOpen") && !matchMedia("(min-width: 100rem)").matches) {
  localStorage.setItem("django.admin.navSidebarIsOpen", "false");
}
